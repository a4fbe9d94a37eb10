"""One case as an answer met it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from grader.judge.failure import Failure
from grader.model.case import Call, Case, Expected, Observation
from grader.truth import align

if TYPE_CHECKING:
    from grader.model.case import Tree


class Judged(msgspec.Struct, frozen=True):
    """What was asked, what is expected, what came back, and what is wrong with it."""

    case: Case
    call: Call
    expected: Expected | None
    seen: Observation
    failures: tuple[Failure, ...]


def aligned(item: Judged) -> Tree:
    """What came back, turned as near to the expected result as the exercise leaves it free."""
    return item.seen.value if item.expected is None else align(item.expected.free, item.expected.value, item.seen.value)
