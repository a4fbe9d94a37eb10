"""What ran and how: cases, checks, isolation. Never "all passed" where something was not run."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from grader.model.enums import Check, CheckOutcome, Level, Source, Stratum, Verdict
from grader.words.numbers import plural

if TYPE_CHECKING:
    from grader.model.report import CheckResult, Isolation, Report

_SOURCES: Final = {Source.DRAWN: "drawn", Source.POOL: "from the pool"}

ISOLATION: Final = {
    Level.L0: "files, network and memory were open to the answer",
    Level.L1: "files and network were open to the answer",
}
"""What a level leaves open; from L2 on there is nothing to warn of."""


def cases_line(report: Report) -> str:
    """`112 cases: 30 plain, 20 edge; drawn, seed 7`; the strata only on a pass; empty where no case was run."""
    if not report.cases.count:
        return ""
    strata = report.cases.strata if report.verdict is Verdict.PASS else {}
    over = ", ".join(f"{strata[stratum]} {stratum}" for stratum in Stratum if strata.get(stratum))
    seed = f", seed {report.seed}" if report.seed is not None else ""
    return f"{plural(report.cases.count, 'case')}{f': {over}' if over else ''}; {_SOURCES[report.cases.source]}{seed}"


def checks_line(report: Report) -> str:
    """How many checks ran, which failed and which were not run; empty where there are none."""
    total = len(report.checks)
    failed = [check for check in report.checks if check.outcome is CheckOutcome.FAILED]
    left = [check for check in report.checks if check.outcome is CheckOutcome.NOT_RUN]
    if not total:
        return ""
    said = [f"{total - len(failed) - len(left)} of {total} passed"]
    if failed:
        said.append(f"failed: {', '.join(map(_failed, failed))}")
    if left:
        names = ", ".join(dict.fromkeys(map(check_name, left)))
        said.append(f"not run: {names}" if report.verdict is Verdict.PASS else f"{len(left)} not run")
    return "; ".join(said)


def _failed(check: CheckResult) -> str:
    within = f" (in {check.failed} of {check.cases} cases)" if check.failed and check.cases > 1 else ""
    return check_name(check) + within


def check_name(check: CheckResult) -> str:
    """A property goes by its own name, every other check by what it is."""
    return f'"{check.name}"' if check.check is Check.PROPERTY and check.name else str(check.check)


def isolation_line(isolation: Isolation) -> str:
    """What the answer could reach; empty where there is nothing to warn of."""
    return f"{isolation.level}: {ISOLATION[isolation.level]}" if isolation.level in ISOLATION else ""


def also_line(names: list[str]) -> str:
    """Other findings than the one that is told in full."""
    shown = names[:3]
    more = len(names) - len(shown)
    return "; ".join(shown) + (f"; and {more} more" if more else "")


def attempts_line(count: int) -> str:
    return plural(count, "attempt")
