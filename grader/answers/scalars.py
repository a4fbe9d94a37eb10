"""Arithmetic with numbers that know how well they are known: exact fractions, and intervals of mpmath that hold the true value.

What is decided by an interval is certain at any precision; what is not asks for more digits.
"""

from __future__ import annotations

import math
from fractions import Fraction
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Final

from mpmath import libmp
from mpmath.libmp import libmpi

from grader.answers.outcomes import Budget, OutOfRange, Unclear, Undefined

if TYPE_CHECKING:
    from collections.abc import Callable

Interval = tuple[Any, Any]
"""Two raw mpmath numbers, the lower and the upper end."""
Scalar = Fraction | Interval

MAX_BITS: Final = 4_096
"""Bits of a fraction; more, and it becomes an interval."""
MAX_EXPONENT: Final = 100_000
MAX_ARGUMENT_BITS: Final = 24
"""Of exp, sin and their kind: beyond 2**24, about 1.7e7, no value is computed."""
MAX_FACTORIAL: Final = 3_000
_EXACT: Final = 5.0
"""Microseconds, about, of an operation on short fractions, and of the way to it through the tree."""

ZERO, ONE, TWO = Fraction(0), Fraction(1), Fraction(2)


class Arithmetic:
    """One precision, and a budget that every operation is paid from."""

    def __init__(self, digits: int, budget: Budget) -> None:
        self.precision = int(digits * 3.33) + 8
        self.budget = budget
        self.simple = 8.0 + digits / 60
        self.heavy = 22.0 + 7.5e-3 * digits**1.75
        """Microseconds, about, of a sum or product, and of an elementary function."""

    def interval(self, x: Scalar) -> Interval:
        """The number as an interval of this precision."""
        if not isinstance(x, Fraction):
            return x
        p, q = x.numerator, x.denominator
        return libmp.from_rational(p, q, self.precision, "f"), libmp.from_rational(p, q, self.precision, "c")

    def exact(self, x: Fraction) -> Scalar:
        """A fraction, while it is short."""
        if x.numerator.bit_length() > MAX_BITS or x.denominator.bit_length() > MAX_BITS:
            return self.interval(x)
        return x

    def add(self, a: Scalar, b: Scalar) -> Scalar:
        if isinstance(a, Fraction) and isinstance(b, Fraction):
            self.budget.spend(_EXACT)
            return self.exact(a + b)
        self.budget.spend(self.simple)
        return libmpi.mpi_add(self.interval(a), self.interval(b), self.precision)  # type: ignore[no-any-return]

    def negate(self, a: Scalar) -> Scalar:
        return -a if isinstance(a, Fraction) else libmpi.mpi_neg(a)

    def multiply(self, a: Scalar, b: Scalar) -> Scalar:
        if isinstance(a, Fraction) and isinstance(b, Fraction):
            self.budget.spend(_EXACT)
            return self.exact(a * b)
        self.budget.spend(self.simple)
        if ZERO in (a, b):
            return ZERO
        return libmpi.mpi_mul(self.interval(a), self.interval(b), self.precision)  # type: ignore[no-any-return]

    def divide(self, a: Scalar, b: Scalar) -> Scalar:
        """The quotient.

        Raises:
            Undefined: for a divisor that is zero.
            Unclear: for one that may be zero.
        """
        if self.sign(b) == 0:
            raise Undefined
        if isinstance(a, Fraction) and isinstance(b, Fraction):
            self.budget.spend(_EXACT)
            return self.exact(a / b)
        self.budget.spend(2 * self.simple)
        return libmpi.mpi_div(self.interval(a), self.interval(b), self.precision)  # type: ignore[no-any-return]

    def sign(self, x: Scalar) -> int:
        """-1, 0 or 1.

        Raises:
            Unclear: where the interval does not tell.
        """
        if isinstance(x, Fraction):
            return (x > 0) - (x < 0)
        low, high = libmp.mpf_sign(x[0]), libmp.mpf_sign(x[1])
        if low == high:
            return int(low)
        raise Unclear

    def power(self, a: Scalar, b: Scalar) -> Scalar:
        """`a ** b` over the reals, with x ** 0 = 1.

        Raises:
            Undefined: for a negative base and an exponent that is no whole number, and for zero to a negative power.
        """
        if isinstance(b, Fraction):
            if b.denominator == 1:
                return self.whole_power(a, b.numerator)
            if b == Fraction(1, 2):
                return self.root(a)
        sign = self.sign(a)
        if sign == 0:
            if self.sign(b) <= 0:
                raise Undefined
            return ZERO
        if sign < 0:
            raise Undefined
        if a == ONE:
            return ONE
        return self.exp(self.multiply(b, self.log(a)))

    def whole_power(self, a: Scalar, n: int) -> Scalar:
        if n < 0:
            return self.divide(ONE, self.whole_power(a, -n))
        if n > MAX_EXPONENT and a not in (ZERO, ONE, -ONE):
            raise OutOfRange
        self.budget.spend(self.simple * (1 + n.bit_length()))
        if isinstance(a, Fraction):
            bits = max(a.numerator.bit_length(), a.denominator.bit_length())
            if bits <= 1 or bits * n <= MAX_BITS:
                return a**n
        return libmpi.mpi_pow_int(self.interval(a), n, self.precision)  # type: ignore[no-any-return]

    def root(self, a: Scalar) -> Scalar:
        """The square root."""
        if isinstance(a, Fraction) and a >= 0:
            p, q = math.isqrt(a.numerator), math.isqrt(a.denominator)
            if p * p == a.numerator and q * q == a.denominator:
                return Fraction(p, q)
        if self.sign(a) < 0:
            raise Undefined
        self.budget.spend(self.heavy)
        return libmpi.mpi_sqrt(self.interval(a), self.precision)  # type: ignore[no-any-return]

    def root_of(self, a: Scalar, degree: Scalar) -> Scalar:
        """The real root of a whole degree; odd ones of negative numbers too."""
        if not isinstance(degree, Fraction) or degree.denominator != 1 or degree <= 0:
            raise Undefined
        if degree.numerator % 2 and self.sign(a) < 0:
            return self.negate(self.power(self.negate(a), 1 / degree))
        return self.power(a, 1 / degree)

    def exp(self, a: Scalar) -> Scalar:
        if a == ZERO:
            return ONE
        x = self.interval(a)
        if libmp.mpf_sign(x[1]) < 0 and x[1][2] + x[1][3] > MAX_ARGUMENT_BITS:
            return libmp.fzero, (0, 1, -(1 << MAX_ARGUMENT_BITS), 1)  # between 0 and 2**-(2**24)
        return self.heavily(libmpi.mpi_exp, self.bounded(x))

    def log(self, a: Scalar) -> Scalar:
        if a == ONE:
            return ZERO
        if self.sign(a) <= 0:
            raise Undefined
        return self.heavily(libmpi.mpi_log, self.interval(a), 2)

    def extreme(self, a: Scalar, b: Scalar, *, largest: bool) -> Scalar:
        """The larger or the smaller of two; the ends of intervals by themselves, so that nothing need be decided."""
        if isinstance(a, Fraction) and isinstance(b, Fraction):
            return max(a, b) if largest else min(a, b)
        ends = zip(self.interval(a), self.interval(b), strict=True)
        low, high = (x if libmp.mpf_gt(x, y) == largest else y for x, y in ends)
        return low, high

    def heavily(self, function: Callable[[Interval, int], Interval], x: Interval, weight: float = 1) -> Interval:
        self.budget.spend(weight * self.heavy)  # also for what is known, so that a verdict does not depend on what came before
        return _known(function, x, self.precision)

    def bounded(self, a: Scalar) -> Interval:
        """An argument within reach.

        Raises:
            OutOfRange: beyond it.
        """
        x = self.interval(a)
        largest = max(x[0][2] + x[0][3], x[1][2] + x[1][3])
        if largest > MAX_ARGUMENT_BITS:
            raise OutOfRange
        return x

    def monotone(self, function: Callable[[Any, int, str], Any], x: Interval, weight: float = 1) -> Interval:
        """A growing function at both ends, each moved outwards by more than its rounding."""
        self.budget.spend(2 * weight * self.heavy)
        wide = self.precision + 16
        low, high = function(x[0], wide, "f"), function(x[1], wide, "c")
        low = libmp.mpf_sub(low, libmp.mpf_shift(libmp.mpf_abs(low), -self.precision), self.precision, "f")
        return low, libmp.mpf_add(high, libmp.mpf_shift(libmp.mpf_abs(high), -self.precision), self.precision, "c")

    def factorial(self, a: Scalar) -> Scalar:
        if not isinstance(a, Fraction) or a.denominator != 1 or a < 0:
            raise Undefined
        if a > MAX_FACTORIAL:
            raise OutOfRange
        self.budget.spend(float(a))
        return self.exact(Fraction(math.factorial(a.numerator)))


@lru_cache(maxsize=2_000)
def _known(function: Callable[[Interval, int], Interval], x: Interval, precision: int) -> Interval:
    """Answers repeat themselves, and are held against one mistake after the other at the same points."""
    return function(x, precision)
