"""A reference that is not what the truth says -> the author's error: which case, with which input, and what can be done."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Final

from grader.bank import refused
from grader.model.enums import Stratum
from grader.words import agreeing
from grader.words.paste import call_text
from grader.words.shown import show

if TYPE_CHECKING:
    from grader.build.prepared import Prepared
    from grader.model.case import Case
    from grader.model.errors import BankError
    from grader.truth import ReferenceWrong

ROUNDING: Final = 1e-6
"""What is further off than this, beside the expected number, is no rounding."""


def disagreement(prepared: Prepared, case: Case, error: ReferenceWrong) -> BankError:
    """The error for a reference, or a second implementation, that a case shows to be wrong."""
    who, _, kind = error.what.partition(": ")
    place = error.part + (str(list(error.index)) if error.index else "")
    found, expected = agreeing.both(who, kind, error.got, error.expected, place, error.allowed)
    inputs = {name: show(value) for name, value in prepared.call(case).arguments.items()}
    call = agreeing.case_line(call_text(prepared.exercise.function_name, inputs), case.name, case.stratum, case.dtype, case.dims)
    hint = agreeing.hint(kind, str(error.got), far=_is_far(error), extreme=case.stratum is Stratum.EXTREME)
    return refused(prepared.exercise, "second" if who == "second" else "reference", found, expected, hint, (call,))


def _is_far(error: ReferenceWrong) -> bool:
    """Whether the two numbers differ by more than rounding could explain in any way of computing them."""
    got, expected = error.got, error.expected
    if not isinstance(got, float) or not isinstance(expected, float) or not (math.isfinite(got) and math.isfinite(expected)):
        return True
    return abs(got - expected) > ROUNDING * max(abs(expected), abs(got))
