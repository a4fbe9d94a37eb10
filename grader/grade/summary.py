"""What a report says of a whole check: one row for each thing asked, and the verdict."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from grader.model.enums import Check, CheckOutcome, Fact, Layout, Outcome, Stratum, Verdict
from grader.model.report import CheckResult

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from grader.grade.asking import Asked
    from grader.grade.script import Row
    from grader.judge import Failure
    from grader.model.content import CodeContent

_VALUES: Final = (Check.RUNS, Check.FORM, Check.SHAPE, Check.DTYPE, Check.FINITE, Check.AGREES)
_LAYOUTS: Final = {Layout.FORTRAN: "Fortran order", Layout.STRIDED: "strided views", Layout.READONLY: "read-only inputs"}


def check_results(content: CodeContent, asked: Asked, names: Sequence[Failure]) -> tuple[CheckResult, ...]:
    """Every check with the number of cases that it ran on; one that no case reached is told as not run."""
    return tuple(_rows(content, asked, names))


def _rows(content: CodeContent, asked: Asked, names: Sequence[Failure]) -> Iterator[CheckResult]:
    every = [_Entry(*one) for one in asked.judged.counted()]
    ran = [entry for entry in every if entry.outcome is not Outcome.NOT_RUN]
    valid = [entry for entry in ran if entry.row.stratum is not Stratum.INVALID]
    returned = [entry for entry in valid if entry.outcome is Outcome.RETURNED]
    yield _result(Check.NAMES, Check.NAMES, 1, min(1, len(names)))
    yield _counted(Check.RUNS, Check.RUNS, valid, Check.RUNS)
    for check in (Check.FORM, Check.SHAPE, Check.DTYPE, Check.FINITE):
        yield _counted(check, check, returned, check)
    yield from _agreement(content, [entry.row for entry in every], valid)
    if content.contract.mutation == "none":
        yield _counted(Check.NO_MUTATION, Check.NO_MUTATION, valid, Check.NO_MUTATION)
    if content.contract.aliasing == "none":
        yield _counted(Check.NO_ALIASING, Check.NO_ALIASING, returned, Check.NO_ALIASING)
    yield _counted(Check.REPEATS, Check.REPEATS, [every[i] for i in asked.repeated], Check.REPEATS)
    if content.raises:
        yield _counted(Check.RAISES, Check.RAISES, [entry for entry in ran if entry.row.stratum is Stratum.INVALID], *Check)
    for position, item in enumerate(content.properties):
        failed = sum(any(f.check is Check.PROPERTY and f.names == (item.name,) for f in entry.failures) for entry in ran)
        yield _result(Check.PROPERTY, item.name, asked.properties.get(position, 0), failed)
    if content.contract.warnings == "none":
        yield _counted(Check.NO_WARNING, Check.NO_WARNING, returned, Check.NO_WARNING)
    if content.speed is not None:
        met = not any(entry.failures for entry in ran)
        yield _result(Check.SPEED, Check.SPEED, 1 if met else 0, 0 if asked.slow is None else 1)


def _agreement(content: CodeContent, rows: Sequence[Row], valid: Sequence[_Entry]) -> Iterator[CheckResult]:
    """Values, once for each dtype, each memory layout and the edge cases."""
    for dtype in dict.fromkeys(row.dtype for row in rows if row.stratum is not Stratum.INVALID):
        name = f"agrees in {dtype}" if dtype.startswith("float") else f"{dtype} promoted"
        yield _counted(Check.AGREES, name, [entry for entry in valid if entry.row.dtype == dtype], *_VALUES)
    for layout, name in _LAYOUTS.items():
        if any(row.layout is layout for row in rows):
            entries = [entry for entry in valid if entry.row.layout is layout]
            yield _counted(Check.AGREES, name, entries, *_VALUES, Check.NO_MUTATION)
    if content.edge_cases:
        edges = [entry for entry in valid if entry.row.stratum is Stratum.EDGE]
        yield _counted(Check.AGREES, "edge cases", edges, *_VALUES)


class _Entry:
    """One case to be counted."""

    __slots__ = ("failures", "outcome", "row")

    def __init__(self, row: Row, outcome: Outcome, failures: tuple[Failure, ...]) -> None:
        self.row, self.outcome, self.failures = row, outcome, failures


def _counted(check: Check, name: str, entries: Sequence[_Entry], *checks: Check) -> CheckResult:
    """The row for `entries`, of which those fail that have a failure of one of `checks`."""
    failing = [entry for entry in entries if entry.failures]
    failed = sum(any(failure.check in checks for failure in entry.failures) for entry in failing)
    return _result(check, name, len(entries), failed)


def _result(check: Check, name: str, cases: int, failed: int) -> CheckResult:
    outcome = CheckOutcome.NOT_RUN if not cases else CheckOutcome.FAILED if failed else CheckOutcome.PASSED
    return CheckResult(check, str(name), outcome, cases, failed)


def verdict_of(told: Sequence[Failure], *, flaky: bool) -> Verdict:
    """The verdict for failures in the order in which they are told: the first decides."""
    if not told:
        return Verdict.PASS
    first = told[0]
    match first.fact:
        case Fact.TIMED_OUT:
            return Verdict.TIMEOUT
        case Fact.CRASHED:
            return Verdict.CRASHED
        case Fact.SECOND_CALL_DIFFERS:
            return Verdict.FLAKY
    if flaky:
        return Verdict.FLAKY
    return Verdict.ERRORED if first.check is Check.RUNS else Verdict.WRONG
