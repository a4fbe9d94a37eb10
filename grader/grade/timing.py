"""Speed: at the lengths that an exercise names, an answer takes at most so many times as long as the reference.

Machines are shared and noisy, so the best of several runs counts and a fixed allowance is added. The ratio is meant to tell a
Python loop over samples, a hundred times slower, from whole-array code, not one good way from another.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from grader.judge import Failure
from grader.model.enums import Check, Fact, Outcome
from grader.sandbox import observe

if TYPE_CHECKING:
    from grader.build import Prepared
    from grader.sandbox import Session

RUNS: Final = 3
ALLOWANCE: Final = 0.05
"""Seconds that are never too slow: sending the arguments and waking up are not the answer's doing."""


def ask_speed(prepared: Prepared, session: Session) -> Failure | None:
    """Whether the answer is quick enough; an exercise without `speed` asks nothing."""
    speed = prepared.content.speed
    if speed is None:
        return None
    call = prepared.call(prepared.large_case())
    seen = [session.run([call])[0] for _ in range(RUNS)]
    if any(one.outcome is not Outcome.RETURNED for one in seen):
        ended = next(one for one in seen if one.outcome is not Outcome.RETURNED)
        fact = {Outcome.RAISED: Fact.RAISED, Outcome.TIMEOUT: Fact.TIMED_OUT}.get(ended.outcome, Fact.CRASHED)
        return Failure(check=Check.SPEED, fact=fact, got=ended.detail, raised=ended.error)
    reference = prepared.reference_function
    theirs = min(one.seconds for one in seen)
    ours = min(observe(reference, call).seconds for _ in range(RUNS))
    if theirs <= speed.at_most * ours + ALLOWANCE:
        return None
    return Failure(check=Check.SPEED, fact=Fact.SLOW, expected=speed.at_most, got=round(theirs / ours, 1))
