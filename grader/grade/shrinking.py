"""The smallest case that shows a failure, found with the live answer and live truth."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import msgspec

from grader.grade.asking import ask_property, calling
from grader.grade.judging import judge_one
from grader.judge import compile_properties, same_value
from grader.model.enums import Check, Fact, Outcome
from grader.model.errors import BankError
from grader.sample import shrink

if TYPE_CHECKING:
    from collections.abc import Sequence

    from grader.build import Prepared
    from grader.judge import Failure, Judged
    from grader.model.case import Case, Expected
    from grader.sample import Budget
    from grader.sandbox import Session

NOT_SHRUNK: Final = frozenset({Fact.TIMED_OUT, Fact.CRASHED, Fact.SECOND_CALL_DIFFERS})
"""Each try would cost a process, or would tell nothing."""
WITHOUT_TRUTH: Final = frozenset({Check.RUNS, Check.NO_MUTATION, Check.NO_ALIASING, Check.NO_WARNING, Check.RAISES})


class Again:
    """Asks for one kind of failure again, on other cases."""

    def __init__(self, prepared: Prepared, session: Session, failure: Failure) -> None:
        self.prepared, self.session, self.failure = prepared, session, failure
        self.roughly = False
        """Whether the reference stands in for the truth: it is as right as rounding lets it be, and a hundred times as quick."""
        wanted = failure.names if failure.check is Check.PROPERTY else ()
        self.properties = [item for item in compile_properties(prepared.content) if item.name in wanted]

    def severity(self, cases: Sequence[Case]) -> list[float | None]:
        """How badly each case fails in the same way; None where it does not."""
        found = [self.look(case) for case in cases] if self.properties else self._look_all(cases)
        return [None if pair is None else pair[1].severity for pair in found]

    def look(self, case: Case) -> tuple[Judged, Failure] | None:
        """The case judged, with its failure of the same kind."""
        return self._look_all([case])[0]

    def comes_back(self, item: Judged) -> bool:
        """Whether the case fails again as it did, by what is known to be expected of it."""
        seen = self.session.run([item.call])[0]
        again = judge_one(self.prepared, item.case, item.call, item.expected, seen)
        # Whatever it raises this time: what it runs out of may differ from call to call.
        return self._same_kind(again) is not None or any(f.check is self.failure.check is Check.RUNS for f in again.failures)

    def _look_all(self, cases: Sequence[Case]) -> list[tuple[Judged, Failure] | None]:
        calls = [self.prepared.call(case) for case in cases]
        found: list[tuple[Judged, Failure] | None] = []
        for case, call, seen in zip(cases, calls, self.session.run(calls), strict=True):
            needs_truth = self.failure.check not in WITHOUT_TRUTH
            if seen.outcome is Outcome.NOT_RUN or (needs_truth and seen.outcome is not Outcome.RETURNED):
                found.append(None)
                continue
            expected = self._expect(case) if needs_truth else None
            item = judge_one(self.prepared, case, call, expected, seen) if expected or not needs_truth else None
            found.append(None if item is None else self._same_kind(item))
        return found

    def _expect(self, case: Case) -> Expected | None:
        """Live truth; none for a smaller case on which the reference itself is not sound: it cannot be shown."""
        try:
            return self.prepared.estimate(case) if self.roughly else self.prepared.expect(case)
        except BankError:
            return None

    def _same_kind(self, item: Judged) -> tuple[Judged, Failure] | None:
        failures = list(item.failures)
        if self.properties:
            failures = [f for p in self.properties if (f := ask_property(p, item, calling(self.prepared, item, self.session)))]
            item = msgspec.structs.replace(item, failures=(*item.failures, *failures))
        same = [failure for failure in failures if failure.kind == self.failure.kind]
        return (item, same[0]) if same else None


def smallest(
    prepared: Prepared, session: Session, item: Judged, failure: Failure, budget: Budget, seed: int
) -> tuple[Judged, Failure] | None:
    """The smallest case found that fails as `failure` does, judged anew; None if the failure does not come back at all."""
    if failure.fact in NOT_SHRUNK:
        return item, failure
    again = Again(prepared, session, failure)
    if not again.comes_back(item):
        return None
    start = prepared.with_latent(item.case, seed)
    # A failure that is no larger than what rounding could do is looked for with the truth alone.
    again.roughly = True
    again.roughly = again.look(start) is not None
    case = shrink(prepared.plan, start, again.severity, budget, prepared.near_kink)
    again.roughly = False
    smaller = None if _same_inputs(case, item.case) else again.look(case)
    return smaller or (item, failure)


def _same_inputs(a: Case, b: Case) -> bool:
    return (a.dims, a.dtype, a.layout, a.omitted) == (b.dims, b.dtype, b.layout, b.omitted) and same_value(a.inputs, b.inputs)
