"""Whether a predicted value is the expected one, and if not, what the numbers say about why."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, Any, Final

import msgspec
from mpmath import libmp

from grader.answers.arrays import Array
from grader.answers.due import with_point
from grader.answers.evaluating import Evaluator
from grader.answers.numbers import number_of
from grader.answers.outcomes import Budget, NoValue, Spent
from grader.answers.rounding import decimal_exponent, digits_asked, digits_cut, digits_right
from grader.answers.tree import Node, Parsed
from grader.model.answers import Gap

if TYPE_CHECKING:
    from collections.abc import Callable

DIGITS: Final = 60
BUDGET: Final = 40_000.0
_FAR: Final = 300
_WORDS: Final = {"infinity": "inf", "+infinity": "inf", "+inf": "inf", "∞": "inf", "+∞": "inf", "-infinity": "-inf", "-∞": "-inf"}


class Sameness(msgspec.Struct, frozen=True):
    """Whether two values are the same within the tolerance; if not, the gap and what its sentence needs."""

    same: bool
    gap: Gap | None = None
    facts: dict[str, Any] = {}


class Aim(msgspec.Struct, frozen=True):
    """How near is near enough, and what the expected value is."""

    rtol: float
    atol: float
    share: bool


def same_value(got: Parsed, expected: Parsed | object, *, rtol: float = 0.0, atol: float = 0.0, share: bool = False) -> Sameness:
    """Compares numbers and lists of numbers within `atol + rtol * |expected|`, words as they are.

    `expected` may be a value as an exercise computes it: a number, a list, a word. A `share` may be mistaken for a percentage.
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
    gap, facts = _gap(got.nodes[at], values[at], aims[at], Aim(rtol, atol, share))
    return Sameness(False, gap, {**facts, "at": at} if len(near) > 1 else facts)


def apart(got: Parsed, expected: object) -> float:
    """The largest difference between entries; 0 where there are no numbers to compare."""
    pairs = zip(got.nodes, number_of(expected).nodes, strict=False)
    values = [(value_of(a), value_of(b)) for a, b in pairs]
    return max((float(abs(x - y)) for x, y in values if x is not None and y is not None), default=0.0)


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


def _gap(node: Node, got: Fraction | None, expected: Fraction | None, aim: Aim) -> tuple[Gap, dict[str, Any]]:
    """What relation a wrong number has to the expected one."""
    if got is None or expected is None or got == 0 or expected == 0:
        return Gap.VALUE, {}
    asked = digits_asked(expected, Fraction(aim.atol) + Fraction(aim.rtol) * abs(expected))
    if digits := digits_right(node, got, expected):
        return Gap.ROUNDED, {"digits": digits, "asked": max(asked, digits + 1) if asked else 0}  # 0.9996 as 1.000
    if digits := digits_cut(node, got, expected):
        return Gap.CUT, {"digits": digits, "asked": asked}
    if aim.share and (_near(got, 100 * expected, aim.rtol, 100 * aim.atol) or digits_right(node, got, 100 * expected)):
        return Gap.PERCENT, {}
    for gap, change in _RELATIONS.items():
        if any(_near(got, other, max(aim.rtol, 1e-12), aim.atol) for other in change(expected)):
            return gap, {}
    power = decimal_exponent(abs(got / expected) * 2)
    if power and abs(power) <= _FAR and _near(got, expected * Fraction(10) ** power, aim.rtol, 0):
        return Gap.POWER_OF_TEN, {"power": power}
    return Gap.VALUE, {}


_DEGREE: Final = Fraction("57.295779513082320876798154814105170332405472466564321549")

_RELATIONS: Final[dict[Gap, Callable[[Fraction], tuple[Fraction, ...]]]] = {
    Gap.SIGN: lambda expected: (-expected,),
    Gap.RECIPROCAL: lambda expected: (1 / expected,),
    Gap.DEGREES: lambda expected: (expected * _DEGREE, expected / _DEGREE),
}
