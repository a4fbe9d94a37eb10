"""The exact truth of a case: evaluated at two precisions, and at more until they agree.

Two low precisions can agree on a wrong value: log(1 - sigmoid(200)) is -inf at 40 digits and at 80, and -200 at 160. So the high
precision comes from the sizes that were met: what 10**-r adds to 1 is seen with more than r digits. A value that is not finite is
believed at that full precision only; a finite one already at `ENOUGH`, because what is smaller than float64's smallest number
changes no rounded result unless something divides by it, and then the result is not finite, or the reference disagrees.

The low precision is that of floats, which is quick, where they come within 9 digits of the high one and no branch is a close
decision; else 50 digits.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import msgspec
from mpmath import mp

from grader.model.case import Tree
from grader.truth.errors import Undecided
from grader.truth.evaluating import Bound, bind
from grader.truth.plain import Plain, confirmation
from grader.truth.results import evaluate
from grader.truth.trees import leaves
from grader.truth.watching import Recording

if TYPE_CHECKING:
    from grader.model.case import Case
    from grader.truth.definition import Definition

FIRST: Final = 168
"""Bits of the first precision: 50 digits."""
SECOND: Final = 334
"""The least bits of the second: 100 digits."""
ENOUGH: Final = 1_100
"""Bits beyond which finite values are not doubted: 1e-324 added to 1 is seen."""
CAP: Final = 14_000
"""Bits, 4,200 digits: what is not settled there is dropped."""
AGREEMENT: Final = 2**-90
"""Relative difference of two precisions that agree; 1e-27."""
_NOTHING: Final = -1_080
"""Binary exponent below which a number rounds to zero in float64."""


class Settled(msgspec.Struct, frozen=True):
    """A truth that two precisions agree on."""

    value: Tree
    """At the higher precision: arrays and numbers of mpmath; whole numbers, truth values and texts as Python values."""
    low: Tree
    """At the lower one."""
    bits: int
    """The precision of `low`: enough for nearby inputs too."""
    plain: Plain | None
    """In floats, where they give the same to 9 digits."""
    decisions: tuple[Any, ...]
    """Branches taken, in order."""
    bound: Bound


def exact(definition: Definition, case: Case) -> Tree:
    """The result of `case` as trees of mpmath arrays and numbers; whole numbers, truth values and texts as Python values.

    Raises:
        Undecided: if no precision up to the cap settles it.
        ContentError: if a line cannot be evaluated.
    """
    return settle(definition, case).value


def settle(definition: Definition, case: Case) -> Settled:
    """As `exact`, with what the tolerance needs to know."""
    assert definition.has_truth
    bound = bind(definition, case)
    high = _at(definition, bound, max(SECOND, min(_full(bound.reach), ENOUGH)), case)
    if high.bits >= _full(high.reach):
        floats = confirmation(definition, case, high.decisions, high.value)
        if floats is not None and not floats.close:
            return Settled(high.value, high.value, high.bits, floats, high.decisions, bound)
    low = _at(definition, bound, FIRST, case)
    while not _settled(low, high):
        if high.bits >= CAP:
            raise Undecided(f"{_digits(low.bits)} and {_digits(high.bits)} digits do not agree", case.name)
        wanted = min(_full(high.reach), ENOUGH)
        if high.bits >= wanted:
            low, wanted = high, max(2 * high.bits, ENOUGH)
        high = _at(definition, bound, min(wanted, CAP), case)
    return Settled(high.value, low.value, low.bits, confirmation(definition, case, low.decisions, high.value), low.decisions, bound)


class _Evaluation(msgspec.Struct, frozen=True):
    """The result at one precision."""

    value: Tree
    bits: int
    decisions: tuple[Any, ...]
    margins: tuple[int | None, ...]
    """Binary exponents of the differences that decided; None for none."""
    reach: int


def _at(definition: Definition, bound: Bound, bits: int, case: Case) -> _Evaluation:
    scalars = Recording()
    try:
        with mp.workprec(bits):
            value = evaluate(definition, bound, scalars)
    except Undecided as error:
        raise Undecided(error.reason, case.name) from None
    return _Evaluation(value, bits, tuple(scalars.decisions), tuple(scalars.margins), max(scalars.reach, bound.reach))


def _full(reach: int) -> int:
    """Bits at which nothing is lost that the sizes met can make: 60 digits beyond the square of the largest."""
    return 200 + 2 * reach


def _settled(low: _Evaluation, high: _Evaluation) -> bool:
    full = _full(high.reach)
    if high.bits < min(full, ENOUGH) or low.decisions != high.decisions:
        return False
    # A difference that shrinks as digits grow is rounding where there should be nothing: its sign means nothing either.
    steady = (
        a == b or (a is not None and b is not None and abs(a - b) <= 1) for a, b in zip(low.margins, high.margins, strict=True)
    )
    return all(steady) and agree(low.value, high.value, sure=high.bits >= full)


def agree(first: Tree, second: Tree, *, sure: bool) -> bool:
    """Whether two evaluations are the same to well beyond float64; `sure`: infinities and nan count as values."""
    return all(
        _same(a, b, sure)
        for (_, one), (_, other) in zip(leaves(first), leaves(second), strict=True)
        for a, b in zip(entries(one), entries(other), strict=True)
    )


def entries(leaf: Any) -> list[Any]:
    """The numbers of an array, or the one."""
    return leaf.ravel().tolist() if hasattr(leaf, "ravel") else [leaf]


def _same(a: Any, b: Any, sure: bool) -> bool:
    if not hasattr(b, "_mpf_") or not hasattr(a, "_mpf_"):
        return bool(a == b)
    (_, a_mantissa, a_exponent, a_bits), (_, mantissa, exponent, bits) = a._mpf_, b._mpf_
    if not mantissa and exponent:  # infinities and nan
        return sure and a._mpf_ == b._mpf_
    if not a_mantissa and a_exponent:
        return False
    top = max(a_exponent + a_bits if a_mantissa else _NOTHING, exponent + bits if mantissa else _NOTHING)
    return top <= _NOTHING or bool(abs(a - b) <= AGREEMENT * abs(b))


def _digits(bits: int) -> int:
    return int(bits * 0.30103)
