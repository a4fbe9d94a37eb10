"""Asks an answer everything that is asked of it, and judges what comes back."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import msgspec

from grader.judge import Failure, Judged, check_property, compile_properties, judge, property_cases, same_value
from grader.model.enums import Check, Fact, Layout, Outcome, Stratum
from grader.truth import align

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from grader.build import Drawn, Prepared
    from grader.judge import Compiled
    from grader.model.case import Call, Case, Expected, Observation, Tree
    from grader.sandbox import Session

REPEATED: Final = 12
"""Cases that are run a second time, last one first."""
PER_PROPERTY: Final = 8


class Asked(msgspec.Struct, frozen=True):
    """Everything that was asked, and what failed."""

    judged: tuple[Judged, ...]
    repeated: tuple[int, ...]
    """Indexes of the cases that were run twice."""
    properties: dict[str, int]
    """On how many cases each property was asked."""
    slow: Failure | None = None
    """What came of the exercise's `speed`; asked only of an answer that meets everything else."""

    @property
    def not_started(self) -> Failure | None:
        """That the answer is still the stub: whatever it is asked, it raises NotImplementedError."""
        ran = [
            item for item in self.judged if item.case.stratum is not Stratum.INVALID and item.seen.outcome is not Outcome.NOT_RUN
        ]
        first = [next((failure for failure in item.failures if failure.fact is Fact.NOT_STARTED), None) for item in ran]
        return first[0] if first and all(first) else None


def ask(prepared: Prepared, drawn: Drawn, session: Session) -> Asked:
    """Run every case, then some again in another order, then the properties."""
    calls = [prepared.call(case) for case in drawn.cases]
    seen = session.run(calls)
    judged = [
        judge_one(prepared, case, call, expected, observation)
        for case, call, expected, observation in zip(drawn.cases, calls, drawn.expected, seen, strict=True)
    ]
    if any(item.seen.outcome is not Outcome.RETURNED for item in judged if item.case.stratum is not Stratum.INVALID):
        # An answer that does not return everywhere is asked nothing further: first things first.
        return Asked(tuple(judged), (), {})
    repeated = _repeat(judged, session)
    asked = _ask_properties(prepared, judged, session)
    return Asked(tuple(judged), repeated, asked, _ask_speed(prepared, judged, session))


def _ask_speed(prepared: Prepared, judged: Sequence[Judged], session: Session) -> Failure | None:
    if prepared.content.speed is None or any(item.failures for item in judged):
        return None
    from grader.grade.timing import ask_speed

    return ask_speed(prepared, session)


def judge_one(prepared: Prepared, case: Case, call: Call, expected: Expected | None, seen: Observation) -> Judged:
    """One observation with its failures."""
    return Judged(case, call, expected, seen, tuple(judge(prepared.content.contract, case, call, expected, seen)))


def _repeat(judged: list[Judged], session: Session) -> tuple[int, ...]:
    """Run some valid cases again, last first; a result that is not the same is a failure of that case."""
    valid = [i for i, item in enumerate(judged) if item.case.stratum is not Stratum.INVALID]
    chosen = valid[:: max(1, len(valid) // REPEATED)][:REPEATED][::-1]
    for i, again in zip(chosen, session.run([judged[i].call for i in chosen]), strict=True):
        item = judged[i]
        if again.outcome is Outcome.NOT_RUN:
            continue
        if not _same(item, again):
            raised = again.error
            failure = Failure(check=Check.REPEATS, fact=Fact.SECOND_CALL_DIFFERS, raised=raised)
            judged[i] = msgspec.structs.replace(item, failures=(*item.failures, failure))
    return tuple(i for i in chosen if judged[i].seen.outcome is not Outcome.NOT_RUN)


def _same(item: Judged, again: Observation) -> bool:
    """Bits may differ with memory alignment; a right answer's do so by far less than its tolerance."""
    if again.outcome is not item.seen.outcome:
        return False
    if item.expected is None:
        return same_value(again.value, item.seen.value)
    first, second = (align(item.expected.free, item.expected.value, seen.value) for seen in (item.seen, again))
    return same_value(second, first, first, item.expected.tolerance)


def _ask_properties(prepared: Prepared, judged: list[Judged], session: Session) -> dict[str, int]:
    compiled = compile_properties(prepared.content)
    asked = {item.name: 0 for item in compiled}
    for item, i in property_cases(compiled, [entry.case for entry in judged], PER_PROPERTY):
        asked[item.name] += 1
        failure = ask_property(prepared, item, judged[i], session)
        if failure is not None:
            judged[i] = msgspec.structs.replace(judged[i], failures=(*judged[i].failures, failure))
    return asked


def ask_property(prepared: Prepared, item: Compiled, entry: Judged, session: Session) -> Failure | None:
    """Whether one property holds for one case, calling the answer again as often as the property says."""
    if entry.seen.outcome is not Outcome.RETURNED:
        return None

    def call(replaced: Mapping[str, Tree]) -> Observation:
        return session.run([prepared.call(_with(entry.case, replaced))])[0]

    return check_property(item, entry.case, entry.expected, entry.seen.value, call)


def _with(case: Case, replaced: Mapping[str, Tree]) -> Case:
    omitted = tuple(name for name in case.omitted if name not in replaced)
    return msgspec.structs.replace(case, inputs={**case.inputs, **replaced}, omitted=omitted, layout=Layout.CONTIGUOUS)


def failures_of(judged: Iterable[Judged]) -> Iterator[tuple[Judged, Failure]]:
    """Every failure with its case, in the order in which failures are told."""
    pairs = [(item, failure) for item in judged for failure in item.failures]
    yield from sorted(pairs, key=lambda pair: told_order(*pair))


def told_order(item: Judged, failure: Failure) -> tuple[Any, ...]:
    """What ended the answer, what changes from call to call; then float64 inputs before other dtypes before invalid ones, and in
    each the order of facts and the worst error first.
    """
    case = item.case
    ended = failure.fact in (Fact.TIMED_OUT, Fact.CRASHED)
    place = (
        3 if failure.check is Check.NO_WARNING else 2 if case.stratum is Stratum.INVALID else 1 if case.dtype != "float64" else 0
    )
    return (
        not ended,
        failure.check is not Check.REPEATS,
        place,
        list(Check).index(failure.check),
        case.stratum is Stratum.EDGE,
        -failure.severity,
    )


def worst_by_check(judged: Sequence[Judged]) -> list[tuple[Judged, Failure]]:
    """One failure for each check (each property by itself), in the order in which they are told."""
    chosen: dict[tuple[str, ...], tuple[Judged, Failure]] = {}
    for item, failure in failures_of(judged):
        names = failure.names if failure.check is Check.PROPERTY else ()
        chosen.setdefault((failure.check, *names), (item, failure))
    return list(chosen.values())
