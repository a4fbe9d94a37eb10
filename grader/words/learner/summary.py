"""What ran and how: cases, checks, isolation. Never "all passed" where something was not run."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from grader.model.enums import CheckOutcome, Level, Source, Stratum
from grader.words.numbers import plural

if TYPE_CHECKING:
    from grader.model.report import CheckResult, Isolation, Report

_SOURCES: Final = {Source.DRAWN: "drawn", Source.POOL: "from the pool"}

ISOLATION: Final = {
    Level.L0: "its own process and a time limit; files, network and memory were open to the answer",
    Level.L1: "its own process, time and memory limits; files and network were open to the answer",
    Level.L2: "no files, no network, no new privileges",
    Level.L3: "no files, no network, nothing of this machine in sight",
}


def cases_line(report: Report) -> str:
    """`112 cases: 30 plain, 20 edge; drawn, seed 7`; empty where none was run."""
    if not report.cases.count:
        return ""
    strata = report.cases.strata
    over = ", ".join(f"{strata[stratum]} {stratum}" for stratum in Stratum if strata.get(stratum))
    seed = f"seed {report.seed}" if report.seed is not None else ""
    origin = ", ".join(filter(None, [_SOURCES[report.cases.source], seed]))
    return f"{plural(report.cases.count, 'case')}" + (f": {over}" if over else "") + f"; {origin}"


def checks_line(report: Report) -> str:
    """How many checks ran, which failed and which were not run; empty where there are none."""
    total = len(report.checks)
    if not total:
        return ""
    failed = [check for check in report.checks if check.outcome is CheckOutcome.FAILED]
    left = [check for check in report.checks if check.outcome is CheckOutcome.NOT_RUN]
    passed = total - len(failed) - len(left)
    said = [f"{passed} of {total} passed"]
    if failed:
        said.append(f"failed: {', '.join(map(_failed, failed))}")
    if left:
        said.append(f"not run: {_not_run(left)}")
    return "; ".join(said)


def _failed(check: CheckResult) -> str:
    within = f" (in {check.failed} of {check.cases} cases)" if check.failed and check.cases > 1 else ""
    return check_name(check) + within


def _not_run(checks: list[CheckResult]) -> str:
    names = list(dict.fromkeys(str(check.check) for check in checks))
    return ", ".join(names)


def check_name(check: CheckResult) -> str:
    """A property goes by its own name, every other check by what it is."""
    return f'"{check.name}"' if check.check == "property" and check.name else str(check.check)


def isolation_line(isolation: Isolation) -> str:
    """What the answer could reach; empty from L2 on, where there is nothing to warn of."""
    if isolation.level in (Level.L2, Level.L3):
        return ""
    return f"{isolation.level}: {ISOLATION[isolation.level]}"


def also_line(names: list[str]) -> str:
    """Other findings than the one that is told in full."""
    shown = names[:3]
    more = len(names) - len(shown)
    return "; ".join(shown) + (f"; and {more} more" if more else "")
