"""The plots of a check's main finding. matplotlib is imported here, and only where something is drawn."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from grader.report.html.canvas import Plot
from grader.words import learner

if TYPE_CHECKING:
    from grader.model.report import Finding


class Plots(msgspec.Struct, frozen=True):
    line: str
    """What is shown."""
    plots: tuple[Plot, ...]


def plots(finding: Finding) -> Plots | None:
    """Got against expected, and how far off each entry is; None where a finding has no entries to tell apart."""
    if finding.entries is None:
        return None
    from grader.report.html.against import against
    from grader.report.html.over import over
    from grader.report.html.table import table

    entries = table(finding.entries)
    size = finding.from_shape if finding.shrunk else ""
    counts = {"wrong": int(entries.wrong.sum()), "total": entries.wrong.size}
    line = learner.plotted_line(case=finding.entries.case, part=finding.part, size=size, **counts)
    return Plots(line, (against(entries, "plot-1"), over(entries, "plot-2")))
