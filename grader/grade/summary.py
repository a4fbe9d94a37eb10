"""What a report says of a whole check: one row for each thing asked, and the verdict."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from grader.model.enums import Check, CheckOutcome, Fact, Layout, Outcome, Stratum, Verdict
from grader.model.report import CheckResult

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from grader.grade.asking import Asked
    from grader.judge import Failure, Judged
    from grader.model.content import CodeContent

_VALUES: Final = (Check.RUNS, Check.FORM, Check.SHAPE, Check.DTYPE, Check.FINITE, Check.AGREES)
_LAYOUTS: Final = {Layout.FORTRAN: "Fortran order", Layout.STRIDED: "strided views", Layout.READONLY: "read-only inputs"}


def check_results(content: CodeContent, asked: Asked, names: Sequence[Failure]) -> tuple[CheckResult, ...]:
    """Every check with the number of cases that it ran on; one that no case reached is told as not run."""
    return tuple(_rows(content, asked, names))


def _rows(content: CodeContent, asked: Asked, names: Sequence[Failure]) -> Iterator[CheckResult]:
    judged = [item for item in asked.judged if item.seen.outcome is not Outcome.NOT_RUN]
    valid = [item for item in judged if item.case.stratum is not Stratum.INVALID]
    returned = [item for item in valid if item.seen.outcome is Outcome.RETURNED]
    yield _result(Check.NAMES, Check.NAMES, 1, min(1, len(names)))
    yield _counted(Check.RUNS, Check.RUNS, valid, _fails(Check.RUNS))
    for check in (Check.FORM, Check.SHAPE, Check.DTYPE, Check.FINITE):
        yield _counted(check, check, returned, _fails(check))
    yield from _agreement(content, asked, valid)
    if content.contract.mutation == "none":
        yield _counted(Check.NO_MUTATION, Check.NO_MUTATION, valid, _fails(Check.NO_MUTATION))
    if content.contract.aliasing == "none":
        yield _counted(Check.NO_ALIASING, Check.NO_ALIASING, returned, _fails(Check.NO_ALIASING))
    yield _counted(Check.REPEATS, Check.REPEATS, [asked.judged[i] for i in asked.repeated], _fails(Check.REPEATS))
    if content.raises:
        invalid = [item for item in judged if item.case.stratum is Stratum.INVALID]
        yield _counted(Check.RAISES, Check.RAISES, invalid, lambda item: bool(item.failures))
    for item in content.properties:
        failed = sum(any(f.check is Check.PROPERTY and f.names == (item.name,) for f in entry.failures) for entry in judged)
        yield _result(Check.PROPERTY, item.name, asked.properties.get(item.name, 0), failed)
    if content.contract.warnings == "none":
        yield _counted(Check.NO_WARNING, Check.NO_WARNING, returned, _fails(Check.NO_WARNING))
    if content.speed is not None:
        met = not any(item.failures for item in judged)
        yield _result(Check.SPEED, Check.SPEED, 1 if met else 0, 0 if asked.slow is None else 1)


def _agreement(content: CodeContent, asked: Asked, valid: Sequence[Judged]) -> Iterator[CheckResult]:
    """Values, once for each dtype, each memory layout and the edge cases."""
    for dtype in dict.fromkeys(item.case.dtype for item in asked.judged if item.case.stratum is not Stratum.INVALID):
        name = f"agrees in {dtype}" if dtype.startswith("float") else f"{dtype} promoted"
        yield _counted(Check.AGREES, name, [item for item in valid if item.case.dtype == dtype], _fails(*_VALUES))
    for layout, name in _LAYOUTS.items():
        if any(item.case.layout is layout for item in asked.judged):
            cases = [item for item in valid if item.case.layout is layout]
            yield _counted(Check.AGREES, name, cases, _fails(*_VALUES, Check.NO_MUTATION))
    if content.edge_cases:
        edges = [item for item in valid if item.case.stratum is Stratum.EDGE]
        yield _counted(Check.AGREES, "edge cases", edges, _fails(*_VALUES))


def _fails(*checks: Check) -> Callable[[Judged], bool]:
    return lambda item: any(failure.check in checks for failure in item.failures)


def _counted(check: Check, name: str, cases: Sequence[Judged], fails: Callable[[Judged], bool]) -> CheckResult:
    return _result(check, name, len(cases), sum(map(fails, cases)))


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
