"""What ran and how: cases, checks, isolation. Never "all passed" where something was not run."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from grader.model.enums import Check, CheckOutcome, Fact, Level, Source, Stratum, Verdict
from grader.words.clean import one_line
from grader.words.numbers import plural

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from grader.model.report import CheckResult, Finding, Isolation, Report

_TOLD: Final = 3
_NAMED: Final = 4
"""Failed checks that are named on a line."""
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
        said.append(f"failed: {_several(map(_failed, failed))}")
    if left:
        said.append(f"not run: {', '.join(map(check_name, left))}" if report.verdict is Verdict.PASS else f"{len(left)} not run")
    return "; ".join(said)


def _several(names: Iterable[str]) -> str:
    shown = list(names)
    more = len(shown) - _NAMED
    return ", ".join(shown[:_NAMED]) + (f" and {more} more" if more > 0 else "")


def _failed(check: CheckResult) -> str:
    within = f" (in {check.failed} of {check.cases} cases)" if check.failed and check.cases > 1 else ""
    return check_name(check) + within


def check_name(check: CheckResult) -> str:
    """What a check is called; a property goes by its author's words, in quotes."""
    name = one_line(check.name, 200) or str(check.check)
    return f'"{name}"' if check.check is Check.PROPERTY else name


def isolation_line(isolation: Isolation) -> str:
    """What the answer could reach; empty where there is nothing to warn of."""
    return f"{isolation.level}: {ISOLATION[isolation.level]}" if isolation.level in ISOLATION else ""


def isolation_text(isolation: Isolation) -> str:
    """The level, what it left open, and what held: for a record, not for a warning."""
    held = ", ".join(name for name, holds in isolation.properties.items() if holds)
    return "; ".join(filter(None, [isolation_line(isolation) or isolation.level.value, f"held: {held}" if held else ""]))


def also_line(findings: Sequence[Finding]) -> str:
    """Other findings than the one that is told in full; properties are counted, as most of them fail with the values."""
    from grader.words.learner.facts import fact_sentence  # a pass has no findings, and needs none of its sentences

    properties = sum(finding.fact is Fact.PROPERTY_FAILS for finding in findings)
    others = list(dict.fromkeys(fact_sentence(finding) for finding in findings if finding.fact is not Fact.PROPERTY_FAILS))
    counted = [f"{properties} properties do not hold" if properties > 1 else "a property does not hold"] if properties else []
    more = len(others) - _TOLD
    return "; ".join([*others[:_TOLD], *([f"{more} more"] if more > 0 else []), *counted])


def attempts_line(count: int) -> str:
    return plural(count, "attempt")
