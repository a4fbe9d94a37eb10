"""Points where random ones do not come: close to bends, behind those that were passed on one side only, and where a term matters
that never did.
"""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, Final

import msgspec

from grader.answers.arrays import Array
from grader.answers.evaluating import Evaluator
from grader.answers.outcomes import Budget, NoValue
from grader.answers.points import Point, bounds, central, in_order
from grader.answers.probing import rough
from grader.answers.tree import Apply, Node, names_in
from grader.answers.ways import NOTHING, Ways, argument, magnitude
from grader.model.answers import Symbol

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from grader.answers.scalars import Scalar


_STARTS: Final = 3
_STEPS: Final = 12
_DIGITS: Final = 30
_MOST_BENDS: Final = 8
_BESIDE: Final = (Fraction(1, 997_000), Fraction(1, 997))
_BEYOND: Final = tuple(Fraction(10) ** k for k in (-6, -4, -2, 0, 1))
"""How far behind a bend is looked, relative to the place of the bend."""


class Line(msgspec.Struct, frozen=True):
    """One symbol that moves from a point, and an expression as a function of it."""

    symbol: Symbol
    point: Point
    node: Node
    budget: Budget

    def value(self, at: Fraction) -> Scalar | None:
        """The expression with the symbol at `at`; None where it has no value, or outside the symbol's domain."""
        if not self.inside(at):
            return None
        try:
            value = Evaluator(_DIGITS, self.budget).value(self.node, {**self.point.values, self.symbol.name: at})
        except NoValue:
            return None
        return None if isinstance(value, Array) else value

    def inside(self, at: Fraction) -> bool:
        """Whether the symbol may take this value."""
        low, high = bounds(self.symbol)
        if (low is not None and at <= low) or (high is not None and at >= high):
            return False
        return not self.symbol.orders or in_order({**self.point.values, self.symbol.name: at}, self.symbol)

    def moved(self, at: Fraction) -> Point:
        return msgspec.structs.replace(self.point, values={**self.point.values, self.symbol.name: at}, random=True)

    @property
    def start(self) -> Fraction:
        value = self.point.values[self.symbol.name]
        assert isinstance(value, Fraction)
        return value


def hunt(ways: Ways, symbols: Sequence[Symbol], seed: int, budget: Budget) -> Iterator[Point]:
    """Points worth a look, as they are found; `ways` may learn from each before the next is looked for."""
    starts = central(symbols, seed + 1, _STARTS)
    for node in list(ways.two_sided())[:_MOST_BENDS]:
        for line in list(_lines(argument(node), symbols, starts, budget))[:_STARTS]:  # along one symbol
            yield from _beside(line)
    for node, side in list(ways.one_sided()):
        for line in _lines(argument(node), symbols, starts, budget):
            if len(ways.sides[id(node)] - {0}) == 1:
                yield from _behind(line, side)
    for node, place in list(ways.hidden()):
        for line in _lines(node.arguments[place], symbols, starts, budget):
            if ways.seen[id(node)][place] is False:
                yield from _largest(line, _relative(node, place, line))


def _lines(node: Node, symbols: Sequence[Symbol], starts: Sequence[Point], budget: Budget) -> Iterator[Line]:
    names = names_in(node)
    known = {symbol.name for symbol in symbols}
    if not names <= known | {dim for point in starts for dim in point.dims}:
        return  # the parameter of a function that the exercise defines
    for symbol in symbols:
        if symbol.name in names and not symbol.shape and not symbol.domain.discrete:
            for point in starts:
                yield Line(symbol, point, node, budget)


def _beside(line: Line) -> Iterator[Point]:
    """Points on both sides of a bend, which the secant method finds from the start of the line."""
    before, at = line.start, line.start * Fraction(63, 64)
    old, value = _rough(line.value(before)), _rough(line.value(at))
    for _ in range(_STEPS):
        if old is None or value is None or old == value:
            return
        if value == 0 or abs(at - before) * 10**9 < abs(at) + 1:
            break
        before, at = at, (at - value * (at - before) / (value - old)).limit_denominator(10**12)
        old, value = value, _rough(line.value(at))
    for far in _BESIDE:
        for there in (at + far * max(abs(at), Fraction(1)), at - far * max(abs(at), Fraction(1))):
            if line.inside(there):
                yield line.moved(there)


def _behind(line: Line, side: int) -> Iterator[Point]:
    """Steps of the secant method towards a sign change; when one is found, points at several distances behind it."""
    at = line.start
    value = _rough(line.value(at))
    for _ in range(_STEPS):
        if value is None:
            return
        if value * side < 0:
            yield from _around(line, at, side)
            return
        step = max(abs(at), Fraction(1)) / 4096
        near = _rough(line.value(at + step))
        if near is None or near == value:
            return
        at = (at - value * step / (near - value) * Fraction(1025, 1024)).limit_denominator(10**12)
        value = _rough(line.value(at))


def _around(line: Line, at: Fraction, side: int) -> Iterator[Point]:
    yield line.moved(at)
    scale = max(abs(at), Fraction(1))
    for far in _BEYOND:
        for sign in (1, -1):
            value = _rough(line.value(at + sign * far * scale))
            if value is not None and value * side < 0:
                yield line.moved(at + sign * far * scale)


def _largest(line: Line, size: Callable[[Fraction], int]) -> Iterator[Point]:
    """Golden section for the place where a term is largest beside the others of its sum, from the best of a row of points."""
    ratio = Fraction(610, 987)
    best = max((line.start + Fraction(k, 4) for k in range(-16, 17)), key=size)
    low, high = best - Fraction(1, 4), best + Fraction(1, 4)
    inner, outer = high - ratio * (high - low), low + ratio * (high - low)
    a, b = size(inner), size(outer)
    for _ in range(4 * _STEPS):
        if a >= b:
            high, outer, b = outer, inner, a
            inner = (high - ratio * (high - low)).limit_denominator(10**12)
            a = size(inner)
        else:
            low, inner, a = inner, outer, b
            outer = (low + ratio * (high - low)).limit_denominator(10**12)
            b = size(outer)
    if line.inside((low + high) / 2):
        yield line.moved((low + high) / 2)


def _relative(node: Apply, place: int, line: Line) -> Callable[[Fraction], int]:
    """The binary magnitude of a term, less that of the largest of the others."""
    others = [msgspec.structs.replace(line, node=term) for i, term in enumerate(node.arguments) if i != place]

    def size(at: Fraction) -> int:
        value = line.value(at)
        if value is None:
            return NOTHING
        beside = [magnitude(other) for other in (other.value(at) for other in others) if other is not None]
        return magnitude(value) - max(beside, default=0)

    return size


def _rough(value: Scalar | None) -> Fraction | None:
    return None if value is None else rough(value, _DIGITS)
