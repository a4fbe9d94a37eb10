"""Whether a predicted value is the expected one, and if not, what the numbers say about why."""

from __future__ import annotations

from fractions import Fraction
from math import floor, log10
from typing import TYPE_CHECKING, Any, Final

import msgspec
from mpmath import libmp

from grader.answers.arrays import Array
from grader.answers.due import with_point
from grader.answers.evaluating import Evaluator
from grader.answers.numbers import number_of
from grader.answers.outcomes import Budget, NoValue, Spent
from grader.answers.tree import Node, Number, Parsed, walk
from grader.model.answers import Gap

if TYPE_CHECKING:
    from collections.abc import Callable

DIGITS: Final = 60
BUDGET: Final = 40_000.0
_LEAST: Final = Fraction(1, 10**16)
_FAR: Final = 300
_WORDS: Final = {"infinity": "inf", "+infinity": "inf", "+inf": "inf", "∞": "inf", "+∞": "inf", "-infinity": "-inf", "-∞": "-inf"}


class Sameness(msgspec.Struct, frozen=True):
    """Whether two values are the same within the tolerance; if not, the gap and what its sentence needs."""

    same: bool
    gap: Gap | None = None
    facts: dict[str, Any] = {}


def same_value(got: Parsed, expected: Parsed | object, *, rtol: float = 0.0, atol: float = 0.0) -> Sameness:
    """Compares numbers and lists of numbers within `atol + rtol * |expected|`, words as they are.

    `expected` may be a value as an exercise computes it: a number, a list, a word.
    """
    wanted = expected if isinstance(expected, Parsed) else number_of(expected)
    if got.word or wanted.word:
        same = _word(got) == _word(wanted)
        return Sameness(same, None if same else Gap.KIND if bool(got.word) != bool(wanted.word) else Gap.VALUE)
    if (got.layout is None) != (wanted.layout is None):
        if plain := _with_point(got, wanted, rtol, atol):
            return Sameness(False, Gap.COMMA, {"plain": plain})
        return Sameness(False, Gap.KIND, {"list": wanted.layout is not None})
    if len(got.nodes) != len(wanted.nodes) or (got.layout and wanted.layout and len(got.layout) != len(wanted.layout)):
        return Sameness(False, Gap.LENGTH, {"got": len(got.nodes), "expected": len(wanted.nodes)})
    values = [value_of(node) for node in got.nodes]
    aims = [value_of(node) for node in wanted.nodes]
    near = [x is not None and y is not None and _near(x, y, rtol, atol) for x, y in zip(values, aims, strict=True)]
    if all(near):
        return Sameness(True)
    if len(near) > 1 and _in_other_order(values, aims, rtol, atol):
        return Sameness(False, Gap.ORDER)
    at = near.index(False)
    gap, facts = _gap(got.nodes[at], values[at], aims[at], rtol, atol)
    return Sameness(False, gap, {**facts, "at": at} if len(near) > 1 else facts)


def value_of(node: Node) -> Fraction | None:
    """The value of an expression without names, to 50 digits; None where it has none."""
    try:
        value = Evaluator(DIGITS, Budget(BUDGET)).value(node, {})
    except (NoValue, Spent):
        return None
    if isinstance(value, Fraction):
        return value
    assert not isinstance(value, Array)
    low, high = value
    if abs(low[2] + low[3]) > 100_000:
        return None
    p, q = libmp.to_rational(libmp.mpf_shift(libmp.mpf_add(low, high, 200), -1))
    return Fraction(int(p), int(q))


def _with_point(got: Parsed, wanted: Parsed, rtol: float, atol: float) -> str:
    """`0.5` for `0,5` where that is right; else nothing."""
    plain = with_point(got) if wanted.layout is None else ""
    aim = value_of(wanted.nodes[0]) if plain else None
    return plain if aim is not None and _near(Fraction(plain), aim, rtol, atol) else ""


def _word(parsed: Parsed) -> str:
    return _WORDS.get(parsed.word, parsed.word)


def _near(got: Fraction, expected: Fraction, rtol: float, atol: float) -> bool:
    return abs(got - expected) <= Fraction(atol) + Fraction(rtol) * abs(expected)


def _in_other_order(values: list[Fraction | None], aims: list[Fraction | None], rtol: float, atol: float) -> bool:
    if None in values or None in aims:
        return False
    pairs = zip(sorted(v for v in values if v is not None), sorted(a for a in aims if a is not None), strict=True)
    return all(_near(value, aim, rtol, atol) for value, aim in pairs)


def _gap(node: Node, got: Fraction | None, expected: Fraction | None, rtol: float, atol: float) -> tuple[Gap, dict[str, Any]]:
    """What relation a wrong number has to the expected one."""
    if got is None or expected is None or got == 0 or expected == 0:
        return Gap.VALUE, {}
    digits = _digits(node)
    if digits and _rounds_to(expected, got, digits):
        tolerance = max(Fraction(rtol), Fraction(atol) / abs(expected))
        asked = floor(-log10(float(tolerance))) if _LEAST < tolerance < 1 else 0
        return Gap.ROUNDED, {"digits": digits, "asked": max(asked, digits + 1)}
    for gap, change in _RELATIONS.items():
        if any(_near(got, aim, max(rtol, 1e-12), atol) for aim in change(expected)):
            return gap, {}
    power = _decimal_exponent(abs(got / expected) * 2)
    if power and abs(power) <= _FAR and _near(got, expected * Fraction(10) ** power, rtol, 0):
        return Gap.POWER_OF_TEN, {"power": power}
    return Gap.VALUE, {}


_DEGREE: Final = Fraction("57.295779513082320876798154814105170332405472466564321549")

_RELATIONS: Final[dict[Gap, Callable[[Fraction], tuple[Fraction, ...]]]] = {
    Gap.SIGN: lambda expected: (-expected,),
    Gap.PERCENT: lambda expected: (100 * expected,),
    Gap.RECIPROCAL: lambda expected: (1 / expected,),
    Gap.DEGREES: lambda expected: (expected * _DEGREE, expected / _DEGREE),
}


def _digits(node: Node) -> int:
    """Significant digits of a decimal number that stands alone; 0 for anything else."""
    numbers = [part for part in walk(node) if isinstance(part, Number)]
    if len(numbers) != 1 or sum(1 for _ in walk(node)) > 2:
        return 0
    return len(numbers[0].text.lower().partition("e")[0].replace(".", "").lstrip("0"))


def _rounds_to(expected: Fraction, got: Fraction, digits: int) -> bool:
    """Whether `got` is `expected` rounded (or cut) to so many digits, two at least."""
    if digits < 2:
        return False
    unit = Fraction(10) ** (_decimal_exponent(abs(expected)) + 1 - digits)
    return abs(got - expected) < unit


def _decimal_exponent(value: Fraction) -> int:
    """The k with 10**k <= value < 10**(k + 1)."""
    k = floor((value.numerator.bit_length() - value.denominator.bit_length()) * log10(2))
    while value >= Fraction(10) ** (k + 1):
        k += 1
    while value < Fraction(10) ** k:
        k -= 1
    return k
