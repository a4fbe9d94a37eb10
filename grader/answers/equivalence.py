"""Whether two expressions are the same function, decided by values that are certain.

Both are evaluated with intervals at points of many sizes; intervals that do not meet prove a difference, narrow ones that meet are
agreement, and what rounding hides gets more digits. Equal means: equal almost everywhere on the declared domain.
"""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, Final

import msgspec
from mpmath import libmp
from mpmath.libmp import libmpi

from grader.answers.arrays import Array, Value
from grader.answers.evaluating import Evaluator
from grader.answers.outcomes import Budget, NoValue, OutOfRange, Spent, Unclear, Undefined
from grader.answers.points import Point, beside, central, nice_last, points
from grader.answers.scalars import Arithmetic
from grader.answers.tree import Node, Parsed, Shape, names_in
from grader.answers.ways import Ways
from grader.answers.witness import Witness, witness
from grader.model.answers import Agreement, Flag, Symbol

if TYPE_CHECKING:
    from collections.abc import Sequence

    from grader.answers.scalars import Interval, Scalar

DIGITS: Final = 50
MOST_DIGITS: Final = 1_600
BUDGET: Final = 110_000.0
_NARROW: Final = 100
"""Bits to which intervals that meet must be known."""
_ENOUGH: Final = 5
"""Random points that must agree."""
_FOR_DIGITS: Final = 0.4


class Equivalence(msgspec.Struct, frozen=True):
    """Whether two answers are the same, and where they differ."""

    verdict: Agreement
    witness: Witness | None = None
    flags: tuple[Flag, ...] = ()
    entries: tuple[Agreement, ...] = ()
    """Of lists: each entry by itself."""


def equivalent(got: Parsed, expected: Parsed, symbols: Sequence[Symbol], *, seed: int, shown: bool = True) -> Equivalence:
    """Whether two answers are equal almost everywhere on the domain of the symbols; the same for the same seed.

    Where the point of a difference need not be `shown`, nice points come last: a random one proves it sooner.
    """
    if got.layout != expected.layout and not (got.layout and expected.layout and _flat(got.layout) == _flat(expected.layout)):
        return Equivalence(Agreement.DIFFERENT, flags=(Flag.LAYOUT,))
    if got.layout is None:
        if not same_shape(got.shapes[0], expected.shapes[0]):
            return Equivalence(Agreement.DIFFERENT, flags=(Flag.SHAPE,))
        return compare(got.nodes[0], expected.nodes[0], symbols, seed=seed, shown=shown)
    budget = Budget(2 * BUDGET)
    pairs = enumerate(zip(got.nodes, expected.nodes, strict=True))
    each = [compare(a, b, symbols, seed=seed + i, budget=budget.part(BUDGET), shown=shown) for i, (a, b) in pairs]
    verdicts = tuple(entry.verdict for entry in each)
    worst = next((v for v in (Agreement.DIFFERENT, Agreement.UNDECIDED) if v in verdicts), Agreement.EQUAL)
    seen = next((entry.witness for entry in each if entry.verdict is Agreement.DIFFERENT), None)
    flags = tuple(dict.fromkeys(flag for entry in each for flag in entry.flags))
    return Equivalence(worst, seen, flags, verdicts)


def compare(
    got: Node, expected: Node, symbols: Sequence[Symbol], *, seed: int, budget: Budget | None = None, shown: bool = True
) -> Equivalence:
    """Whether two expressions of one shape are equal almost everywhere."""
    trial = Trial(got, expected, budget or Budget(BUDGET), shown=shown)
    try:
        return trial.decide(used(symbols, got, expected), seed)
    except Spent:
        return Equivalence(Agreement.UNDECIDED, flags=(Flag.BUDGET,))


def used(symbols: Sequence[Symbol], *nodes: Node) -> list[Symbol]:
    """The symbols of expressions, and those that give their dims a length."""
    names = set().union(*map(names_in, nodes))
    return [symbol for symbol in symbols if symbol.name in names or names & set(symbol.shape)]


class Trial:
    """Two expressions, compared point by point."""

    def __init__(self, got: Node, expected: Node, budget: Budget, *, shown: bool) -> None:
        self.shown = shown
        self.got, self.expected, self.budget = got, expected, budget
        self.for_digits = budget.part(_FOR_DIGITS * budget.left)
        """What points may cost that need many digits: there are others."""
        self.ways = Ways()

    def decide(self, symbols: Sequence[Symbol], seed: int) -> Equivalence:
        differing: Point | None = None
        undefined: list[Point] = []
        agreed = 0
        for point in points(symbols, seed) if self.shown else nice_last(points(symbols, seed)):
            if point.extra and agreed >= _ENOUGH:
                break
            outcome = self.at(point)
            if outcome is Agreement.DIFFERENT:
                differing = differing or point
                if point.random or not symbols:
                    return self.different(differing)
            elif outcome is Agreement.EQUAL:
                agreed += point.random or not symbols
            elif outcome is Flag.UNDEFINED and (point.random or not symbols) and not point.special:
                undefined.append(point)
                if len(undefined) == (2 if symbols else 1):
                    return self.different(undefined[0], Flag.UNDEFINED)
        if differing is not None and any(self.at(point) is Agreement.DIFFERENT for point in beside(differing, symbols)):
            return self.different(differing)
        if agreed < (_ENOUGH if symbols else 1):
            return Equivalence(Agreement.UNDECIDED, flags=(Flag.NO_POINT,))
        return self.explored(symbols, seed)

    def explored(self, symbols: Sequence[Symbol], seed: int) -> Equivalence:
        """Looks close to bends and behind them, and at terms that never mattered."""
        from grader.answers.hunting import hunt

        if not self.ways.sides and not any(self.ways.hidden()):
            return Equivalence(Agreement.EQUAL)
        for point in hunt(self.ways, symbols, seed, self.budget):
            if self.at(point) is Agreement.DIFFERENT:
                return self.different(point)
        if any(self.ways.hidden()):
            for point in central(symbols, seed, 2):
                if self.at(point, 8 * DIGITS) is Agreement.DIFFERENT:
                    return self.different(point)
        if any(self.ways.hidden()):
            return Equivalence(Agreement.UNDECIDED, flags=(Flag.HIDDEN,))
        flags = (Flag.ONE_BRANCH,) if any(self.ways.one_sided()) else ()
        return Equivalence(Agreement.EQUAL, flags=flags)

    def different(self, point: Point, *flags: Flag) -> Equivalence:
        if not self.shown:
            return Equivalence(Agreement.DIFFERENT, None, flags)
        shown = witness(point, self.value(self.got, point), self.value(self.expected, point))
        return Equivalence(Agreement.DIFFERENT, shown, flags)

    def value(self, node: Node, point: Point) -> Value | None:
        """The value to show; None where it is undefined."""
        for digits in (DIGITS, 4 * DIGITS, MOST_DIGITS):
            try:
                return Evaluator(digits, Budget(BUDGET)).value(node, point.values)
            except Unclear:
                continue
            except (NoValue, Spent):
                return None
        return None

    def at(self, point: Point, digits: int = DIGITS) -> Agreement | Flag | None:
        """EQUAL, DIFFERENT, UNDEFINED where only the answer is, and None where nothing can be told."""
        while True:
            got, expected = self.tried(self.got, point, digits), self.tried(self.expected, point, digits)
            if OutOfRange in (got, expected) or expected is Undefined:
                return None
            if Unclear not in (got, expected):
                if got is Undefined:
                    return Flag.UNDEFINED
                assert not isinstance(got, type)
                assert not isinstance(expected, type)
                outcome = agreement(got, expected, digits)
                if outcome is not None:
                    return outcome
            digits *= 2
            if digits > MOST_DIGITS:
                return None

    def tried(self, node: Node, point: Point, digits: int) -> Value | type[NoValue]:
        """The value, or why there is none."""
        many = digits > 2 * DIGITS
        try:
            return Evaluator(digits, self.for_digits if many else self.budget, self.ways).value(node, point.values)
        except NoValue as outcome:
            return type(outcome)
        except Spent:
            if self.budget.left < 0 or not many:
                raise
            return OutOfRange


def agreement(got: Value, expected: Value, digits: int) -> Agreement | None:
    """EQUAL or DIFFERENT, or None where more digits are needed."""
    a = got.data if isinstance(got, Array) else (got,)
    b = expected.data if isinstance(expected, Array) else (expected,)
    m = Arithmetic(digits, Budget(0))
    outcomes = [_close(x, y, m, digits) for x, y in zip(a, b, strict=True)]
    if Agreement.DIFFERENT in outcomes:
        return Agreement.DIFFERENT
    return None if None in outcomes else Agreement.EQUAL


def _close(a: Scalar, b: Scalar, m: Arithmetic, digits: int) -> Agreement | None:
    if isinstance(a, Fraction) and isinstance(b, Fraction):
        return Agreement.EQUAL if a == b else Agreement.DIFFERENT
    x, y = m.interval(a), m.interval(b)
    if libmp.mpf_lt(x[1], y[0]) or libmp.mpf_lt(y[1], x[0]):
        return Agreement.DIFFERENT
    if _narrow(x) and _narrow(y):
        return Agreement.EQUAL
    return Agreement.EQUAL if digits >= 4 * DIGITS and _vanishes(x) and _vanishes(y) else None


def _narrow(x: Interval) -> bool:
    """Whether an interval is known to `_NARROW` bits."""
    width = libmpi.mpi_delta(x, 30)
    if not width[1]:
        return True
    size = max(end[2] + end[3] for end in x)
    return bool(width[2] + width[3] <= size - _NARROW)


def _vanishes(x: Interval) -> bool:
    """Whether an interval holds 0 and little else: more digits would only make it smaller, if it is 0."""
    small = all(not end[1] or end[2] + end[3] < -3 * _NARROW for end in x)
    return small and libmp.mpf_sign(x[0]) <= 0 <= libmp.mpf_sign(x[1])


def _flat(layout: tuple[int, ...]) -> tuple[int, ...]:
    """A single row or column as a list."""
    return tuple(length for length in layout if length != 1) or (1,)


def same_shape(a: Shape, b: Shape) -> bool:
    """Whether shapes are the same; a row is as good as a vector."""
    return a == b or (len(a) != len(b) and [dim for dim in a if dim != "1"] == [dim for dim in b if dim != "1"])
