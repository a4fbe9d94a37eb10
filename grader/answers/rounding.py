"""Decimal digits: how many of them are right, and how many a tolerance asks for."""

from __future__ import annotations

from fractions import Fraction
from math import floor, log10
from typing import TYPE_CHECKING, Final

from grader.answers.tree import Apply, Node, Number

if TYPE_CHECKING:
    from collections.abc import Iterator

_LEAST: Final = 2
"""A single digit is right by accident too often to be told."""
_NOISE: Final = Fraction(1, 10**12)
"""What an expected value may be off by being a float, relative to it."""
_HUNDRED: Final = Number(Fraction(100), "100")


def digits_right(node: Node, got: Fraction, expected: Fraction) -> int:
    """To how many digits a decimal number is `expected` rounded: half a unit of the last place at most. 0 where it is not."""
    return next((n for n, unit in _places(node, got) if abs(got - expected) <= unit / 2 + _noise(expected)), 0)


def digits_cut(node: Node, got: Fraction, expected: Fraction) -> int:
    """After how many digits a decimal number is `expected` cut off; 0 where it is not."""
    if got * expected <= 0:
        return 0
    most = abs(expected) + _noise(expected)
    return next((n for n, unit in _places(node, got) if abs(got) <= most < abs(got) + unit), 0)


def digits_asked(expected: Fraction, tolerance: Fraction) -> int:
    """The fewest digits to which `expected` may be rounded, whatever follows them; 0 where it has to be exact."""
    if not tolerance:
        return 0
    unit = 2 * tolerance * (1 + _NOISE)  # a tolerance of 0.0005 is a float too
    return max(decimal_exponent(abs(expected)) - decimal_exponent(unit) + 1, 1)


def decimal_exponent(value: Fraction) -> int:
    """The k with 10**k <= value < 10**(k + 1)."""
    k = floor((value.numerator.bit_length() - value.denominator.bit_length()) * log10(2))
    while value >= Fraction(10) ** (k + 1):
        k += 1
    while value < Fraction(10) ** k:
        k -= 1
    return k


def _noise(expected: Fraction) -> Fraction:
    return _NOISE * abs(expected)


def _places(node: Node, got: Fraction) -> Iterator[tuple[int, Fraction]]:
    """Digits and the unit of the last one, from all that are written on down: of `0.960` 3, then 2, for zeros may only fill."""
    digits, least = _written(node)
    for n in range(digits, max(least, _LEAST) - 1, -1):
        yield n, Fraction(10) ** (decimal_exponent(abs(got)) + 1 - n)


def _written(node: Node) -> tuple[int, int]:
    """Significant digits of a decimal number that stands alone, or as a percentage, and those before its last zeros; or nothing."""
    while isinstance(node, Apply) and (node.operation == "neg" or (node.operation == "div" and node.arguments[1] == _HUNDRED)):
        node = node.arguments[0]
    if not isinstance(node, Number):
        return 0, 0
    digits = node.text.lower().partition("e")[0].replace(".", "").lstrip("0")
    return len(digits), len(digits.rstrip("0"))
