"""Points where a derivative jumps."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from mpmath import mp

from grader.truth.errors import Undecided
from grader.truth.evaluating import bind, environment
from grader.truth.settling import FIRST
from grader.truth.watching import Watching

if TYPE_CHECKING:
    from grader.model.case import Case
    from grader.truth.definition import Definition

CLOSE: Final = 1e-9


def near_kink(definition: Definition, case: Case) -> bool:
    """Whether an argument of relu, abs, sign, step, max, maximum or a condition is within 1e-9 of where it changes branch.

    False where there is no truth, or it has no value. Conditions of equality guard a formula (`p == 0`) and are no kinks; nor is
    a comparison of whole numbers. Plain Python comparisons of a truth function are not seen.
    """
    if not definition.has_truth:
        return False
    scalars = Watching()
    try:
        with mp.workprec(FIRST):
            environment(definition, bind(definition, case), scalars)
    except Undecided:
        return False
    return bool(scalars.margin < CLOSE)
