"""A point where two answers differ, as texts."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, Final

import msgspec
from mpmath import libmp

from grader.answers.arrays import Array, Value

if TYPE_CHECKING:
    from grader.answers.points import Point
    from grader.answers.scalars import Scalar

_DIGITS: Final = (6, 10, 15, 25, 40)
_BITS: Final = 160
_SHORT: Final = 100
"""Denominators up to this are shown as fractions."""


class Witness(msgspec.Struct, frozen=True):
    """Values of names, and what both answers are there."""

    point: dict[str, str]
    """Numbers by name; matrices as lists of rows, left out where they are long."""
    dims: dict[str, int]
    got: str
    """Empty where it is undefined."""
    expected: str
    at: tuple[int, ...] = ()
    """The entry of a vector or matrix that differs."""


def witness(point: Point, got: Value | None, expected: Value | None) -> Witness:
    """The point with both values; of matrices the first entry that differs."""
    shown = {name: shown_value(value) for name, value in point.values.items() if name not in point.dims}
    if isinstance(got, Array) and isinstance(expected, Array):
        texts = [_told_apart(a, b) for a, b in zip(got.data, expected.data, strict=True)]
        at = next((i for i, (a, b) in enumerate(texts) if a != b), 0)
        return Witness(shown, point.dims, *texts[at], divmod(at, got.columns) if got.columns > 1 else (at,))
    if got is None or expected is None or isinstance(got, Array) or isinstance(expected, Array):
        return Witness(shown, point.dims, shown_value(got), shown_value(expected))
    return Witness(shown, point.dims, *_told_apart(got, expected))


def _told_apart(got: Scalar, expected: Scalar) -> tuple[str, str]:
    """Both with the fewest digits that tell them apart."""
    pairs = [(number(got, digits), number(expected, digits)) for digits in _DIGITS]
    return next((pair for pair in pairs if pair[0].removesuffix(".0") != pair[1].removesuffix(".0")), pairs[-1])


def shown_value(value: Value | None) -> str:
    """A number, or rows of numbers."""
    if value is None:
        return ""
    if not isinstance(value, Array):
        return number(value)
    if value.columns == 1:
        return f"[{', '.join(map(number, value.data))}]"
    rows = [f"[{', '.join(map(number, value.row(i)))}]" for i in range(value.rows)]
    return f"[{', '.join(rows)}]"


def number(value: Scalar, digits: int = 6) -> str:
    """Short fractions as they are, other numbers to so many digits."""
    if isinstance(value, Fraction):
        if value.denominator <= _SHORT and abs(value) < 10**12:
            return str(value)
        value = (libmp.from_rational(value.numerator, value.denominator, _BITS),) * 2
    middle = libmp.mpf_shift(libmp.mpf_add(value[0], value[1], _BITS), -1)
    return str(libmp.to_str(middle, digits, strip_zeros=True)).removesuffix(".0")
