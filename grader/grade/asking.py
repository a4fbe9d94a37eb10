"""Asks an answer everything that a script holds, and judges what comes back."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from grader.build import pack_tree, unpack_tree
from grader.grade.judging import Judging
from grader.grade.script import with_inputs
from grader.model.enums import Check, Fact, Outcome, Stratum
from grader.sandbox import MET, Scripted

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from grader.build import Drawn, Prepared
    from grader.grade.script import Holding, Script
    from grader.judge import Compiled, Failure, Judged
    from grader.model.case import Call, Observation, Tree
    from grader.sandbox import Session


class Asked:
    """Everything that was asked, and what failed."""

    def __init__(self, judged: Judging) -> None:
        self.judged = judged
        self.repeated: tuple[int, ...] = ()
        """Cases that were run twice."""
        self.properties: dict[int, int] = {}
        """On how many cases each property was asked, by its position."""
        self.slow: Failure | None = None
        """What came of the exercise's `speed`; asked only of an answer that meets everything else."""

    @property
    def not_started(self) -> Failure | None:
        """That the answer is still the stub: whatever it is asked, it raises NotImplementedError."""
        ran = [
            failures
            for row, outcome, failures in self.judged.counted()
            if row.stratum is not Stratum.INVALID and outcome is not Outcome.NOT_RUN
        ]
        first = [next((failure for failure in failures if failure.fact is Fact.NOT_STARTED), None) for failures in ran]
        return first[0] if first and all(first) else None


def ask(prepared: Prepared, drawn: Drawn, script: Script, session: Session, meanwhile: Callable[[], None]) -> Asked:
    """Run every case, then some again in another order, then what properties call for, all in one conversation.

    `meanwhile` is called while the answer is at work.
    """
    asked = Asked(Judging(prepared, drawn, script))
    judged, later = asked.judged, _Later(asked, prepared, script, session, meanwhile)
    questions = [*judged.questions, *later.questions]
    seen = session.ask(questions, len(questions), later)
    if not judged.heard:
        judged.hear(seen[: len(judged)])
    if not judged.returned:
        # Of an answer that does not return everywhere nothing further is said: first things first.
        return asked
    later.finish(seen)
    if prepared.content.speed is not None and not judged.failed:
        from grader.grade.timing import ask_speed

        asked.slow = ask_speed(prepared, session)
    return asked


class NotRecordedError(Exception):
    """A property calls the answer in a way that was not foreseen; it can be asked once the conversation is over."""


class _Later:
    """What is asked once every case was: those that are repeated, and what properties call for.

    Listens to the conversation, and judges what can be judged while the answer is at work on the rest.
    """

    def __init__(self, asked: Asked, prepared: Prepared, script: Script, session: Session, meanwhile: Callable[[], None]) -> None:
        self.asked, self.judged = asked, asked.judged
        self.prepared, self.script, self.session = prepared, script, session
        calls = [self.judged.questions[index].call for index in script.repeated]
        for holding in script.held:
            calls += [self._calling(holding, again.replaced) for again in holding.calls]
        lines = zip(script.later, calls, strict=True)
        self.questions = [Scripted(number, line, call) for number, (line, call) in enumerate(lines, len(self.judged))]
        self.compiled: tuple[Compiled, ...] = ()
        self._meanwhile = meanwhile
        self._seen: Sequence[Observation] = ()
        """Of the cases and of what came later."""
        self._waiting = list(script.held)[::-1]
        """Properties that are to be asked, the next one last."""
        self._unforeseen: list[Holding] = []
        self._goes_on = False

    def meanwhile(self) -> None:
        """Parse the properties, and load what evaluates them."""
        from grader.judge import check_property, compile_properties  # noqa: F401
        from grader.language import evaluate  # noqa: F401

        self.compiled = compile_properties(self.prepared.content)
        self._meanwhile()

    def heard(self, observations: Sequence[Observation]) -> None:
        """Judge the cases once they are all here, then each property whose calls are."""
        count = len(observations) - len(self.judged)
        if count == 0:
            self.judged.hear(observations)
            self._goes_on = self.judged.returned
        if count >= 0 and self._goes_on:
            self._seen = observations
            while self._waiting and all(again.line < count for again in self._waiting[-1].calls):
                self._ask(self._waiting.pop(), live=False)

    def finish(self, seen: Sequence[Observation]) -> None:
        """Judge the rest, when all that came is here."""
        self._seen = seen
        self._repeat()
        for holding in (*self._waiting[::-1], *self._unforeseen):
            self._ask(holding, live=True)

    def _repeat(self) -> None:
        """A result that is not the same the second time is a failure of its case."""
        repeated = self.script.repeated
        for number, index in enumerate(repeated):
            if not self._same(number, index):
                from grader.judge import Failure

                failure = Failure(check=Check.REPEATS, fact=Fact.SECOND_CALL_DIFFERS, raised=self._later(number).error)
                self.judged.fail(index, failure)
        self.asked.repeated = repeated

    def _ask(self, holding: Holding, *, live: bool) -> None:
        """Whether a property holds for the result of its case."""
        try:
            failure = ask_property(self.compiled[holding.property], self.judged[holding.case], self._recorded(holding, live=live))
        except NotRecordedError:
            self._unforeseen.append(holding)
            return
        self.asked.properties[holding.property] = self.asked.properties.get(holding.property, 0) + 1
        if failure is not None:
            self.judged.fail(holding.case, failure)

    def _later(self, number: int) -> Observation:
        return self._seen[len(self.judged) + number]

    def _same(self, number: int, index: int) -> bool:
        """Whether the second call came to the same as the first: up to the tolerance, for bits may differ with memory alignment."""
        again, first = self.questions[number].payload, self.judged.questions[index].payload
        if self._later(number).outcome is Outcome.NOT_RUN or (again is not None and again == first):
            return True
        return _alike(self.judged[index], self._observed(number))

    def _observed(self, number: int) -> Observation:
        seen = self._later(number)
        return self.questions[number].read() if seen is MET else seen

    def _recorded(self, holding: Holding, *, live: bool) -> Callable[[Mapping[str, Tree]], Observation]:
        """`call` for one property and one case: what was asked in advance, as long as it is what the property calls for."""
        waiting = iter(holding.calls)

        def call(replaced: Mapping[str, Tree]) -> Observation:
            again = next(waiting, None)
            if again is not None and again.replaced == pack_tree(dict(replaced)):
                seen = self._observed(again.line)
                if seen.outcome is not Outcome.NOT_RUN:
                    return seen
            if not live:
                raise NotRecordedError
            return calling(self.prepared, self.judged[holding.case], self.session)(replaced)

        return call

    def _calling(self, holding: Holding, replaced: bytes) -> Callable[[], Call]:
        return lambda: self.prepared.call(with_inputs(self.judged.drawn.case(holding.case), unpack_tree(replaced)))


def _alike(item: Judged, again: Observation) -> bool:
    """Bits may differ with memory alignment; a right answer's do so by far less than its tolerance."""
    from grader.judge import same_value

    if again.outcome is not item.seen.outcome:
        return False
    if item.expected is None:
        return same_value(again.value, item.seen.value)
    from grader.truth import align

    first, second = (align(item.expected.free, item.expected.value, seen.value) for seen in (item.seen, again))
    return same_value(second, first, first, item.expected.tolerance)


def calling(prepared: Prepared, entry: Judged, session: Session) -> Callable[[Mapping[str, Tree]], Observation]:
    """The `call` of properties, for one case."""
    return lambda replaced: session.run([prepared.call(with_inputs(entry.case, replaced))])[0]


def ask_property(
    item: Compiled,
    entry: Judged,
    call: Callable[[Mapping[str, Tree]], Observation],
) -> Failure | None:
    """Whether one property holds for one case, calling the answer again as often as the property says."""
    if entry.seen.outcome is not Outcome.RETURNED:
        return None
    from grader.judge import check_property

    return check_property(item, entry.case, entry.expected, entry.seen.value, call)


def failures_of(judged: Iterable[Judged]) -> Iterator[tuple[Judged, Failure]]:
    """Every failure with its case, in the order in which failures are told."""
    pairs = [(item, failure) for item in judged for failure in item.failures]
    yield from sorted(pairs, key=lambda pair: told_order(*pair))


def told_order(item: Judged, failure: Failure) -> tuple[Any, ...]:
    """What ended the answer, what changes from call to call; then the main dtype before others before invalid ones, and in
    each the order of facts and the worst error first.
    """
    case = item.case
    ended = failure.fact in (Fact.TIMED_OUT, Fact.CRASHED)
    place = 3 if failure.check is Check.NO_WARNING else 2 if case.stratum is Stratum.INVALID else 1 if not case.main else 0
    return (
        not ended,
        failure.check is not Check.REPEATS,
        place,
        list(Check).index(failure.check),
        case.stratum is Stratum.EDGE,
        -failure.severity,
    )


def worst_by_check(judged: Iterable[Judged]) -> list[tuple[Judged, Failure]]:
    """One failure for each check (each property by itself), in the order in which they are told.

    Of the first check it is the worst, which is then made smaller; of the others the one that is read most easily.
    """
    chosen: dict[tuple[str, ...], list[tuple[Judged, Failure]]] = {}
    for item, failure in failures_of(judged):
        names = failure.names if failure.check is Check.PROPERTY else ()
        chosen.setdefault((failure.check, *names), []).append((item, failure))
    first, *others = chosen.values()
    return [first[0], *(min(found, key=_effort) for found in others)]


def _effort(found: tuple[Judged, Failure]) -> tuple[Any, ...]:
    """What it takes to read a failing case: other dtypes than the first and inputs that must be refused last, then its size."""
    item, failure = found
    return (told_order(item, failure)[2], sum(item.case.dims.values()), -failure.severity)
