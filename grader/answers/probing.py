"""Values of expressions at a few random points, as fractions of sixty digits: a quick look before anything is proved."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, Final

from mpmath import libmp

from grader.answers.arrays import Array, Value
from grader.answers.evaluating import Evaluator
from grader.answers.outcomes import NoValue
from grader.answers.points import central
from grader.answers.ways import magnitude

if TYPE_CHECKING:
    from collections.abc import Sequence

    from grader.answers.outcomes import Budget
    from grader.answers.points import Point
    from grader.answers.scalars import Scalar
    from grader.answers.tree import Node
    from grader.model.answers import Symbol

DIGITS: Final = 60
CLOSE: Final = Fraction(1, 10**40)
MOST: Final = 4
_REACH: Final = 1_000
"""Binary magnitude beyond which a number is not looked at."""


class Probe:
    """Up to four points of ordinary size, the same for every expression."""

    def __init__(self, symbols: Sequence[Symbol], seed: int, budget: Budget) -> None:
        self.budget = budget
        self.points = central(symbols, seed, MOST)

    def values(self, node: Node) -> list[Fraction] | None:
        """The value at each point; None where one is missing, or where it is no number."""
        found = [self.entries(node, point) for point in self.points]
        return None if None in found or any(len(each) != 1 for each in found if each) else [each[0] for each in found if each]

    def entries(self, node: Node, point: Point) -> list[Fraction] | None:
        """The entries of the value at a point, row by row."""
        return self.at(node, point.values)

    def at(self, node: Node, env: dict[str, Value], digits: int = DIGITS) -> list[Fraction] | None:
        """The same with any values of the names."""
        try:
            value = Evaluator(digits, self.budget).value(node, env)
        except NoValue:
            return None
        entries = [rough(entry, digits) for entry in (value.data if isinstance(value, Array) else (value,))]
        return None if None in entries else [entry for entry in entries if entry is not None]


def rough(value: Scalar, digits: int = DIGITS) -> Fraction | None:
    """A fraction near the middle of an interval; None if it is very large or very small."""
    if isinstance(value, Fraction):
        return value
    size = magnitude(value)
    if not -_REACH < size < _REACH:
        return Fraction(0) if size <= -_REACH and libmp.mpf_sign(value[0]) != libmp.mpf_sign(value[1]) else None
    middle = libmp.mpf_shift(libmp.mpf_add(value[0], value[1], 4 * digits), -1)
    p, q = libmp.to_rational(middle)
    return Fraction(int(p), int(q))


def close(a: Fraction, b: Fraction) -> bool:
    """Whether two values are the same to forty digits."""
    return abs(a - b) <= CLOSE * max(abs(a), abs(b))
