"""mpmath numbers, at the precision in force.

Exponents are whole numbers without bound, so nothing overflows: exp(10000) is a number like another.
"""

from __future__ import annotations

import operator
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Final

from mpmath import libmp, mp

from grader.truth.errors import Undecided
from grader.truth.scalars import Scalar, Scalars

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

MAX_MAGNITUDE: Final = 4_000
"""Bits before the point in an argument of exp; the square of the largest float64 has 2,048. More would not end."""
MAX_POWER_BITS: Final = 1_000_000
"""Bits of a power of two integers, and magnitude of an exponent."""


class Reals(Scalars):
    """Numbers are `mpf`."""

    def __init__(self) -> None:
        self.reach = 0
        """The largest binary exponent, of either sign, that exp or a power has made."""

    def real(self, value: float) -> Scalar:
        # Not rounded to the precision in force: an input is what it is.
        return mp.make_mpf(libmp.from_int(value) if isinstance(value, int) else libmp.from_float(value))

    def literal(self, text: str) -> Scalar:
        return _literal(text, mp.prec)

    def constant(self, name: str) -> Scalar:
        return {"pi": +mp.pi, "e": +mp.e, "inf": mp.inf, "nan": mp.nan}[name]

    def primitive(self, name: str, x: Scalar) -> Scalar:
        if name == "exp":
            return self._noted(_exp(_real(x)))
        if name == "relu":
            return _real(x) if self.compare(operator.gt, x, 0) else mp.zero
        if name in _SIGNS:
            return _SIGNS[name](self, x)
        if name in _SATURATING:
            self._note_saturation(_real(x), _SATURATING[name])
        return _FUNCTIONS[name](_real(x))

    def _note_saturation(self, x: Any, order: int) -> None:
        # 1 - tanh(x) is about exp(-2 x), 1 - erf(x) about exp(-x**2): both need that many bits to differ from 0.
        _, mantissa, exponent, bits = x._mpf_
        if mantissa:
            self.reach = max(self.reach, 3 << min(order * max(exponent + bits, 0), 40))

    def _noted(self, y: Any) -> Any:
        _, mantissa, exponent, bits = y._mpf_
        if mantissa and abs(exponent + bits) > self.reach:
            self.reach = abs(exponent + bits)
        return y

    def divide(self, a: Scalar, b: Scalar) -> Scalar:
        try:
            return _real(a) / b
        except ZeroDivisionError:
            if a == 0 or a != a:  # noqa: PLR0124 - nan is what differs from itself
                return mp.nan
            return mp.inf if a > 0 else mp.ninf

    def power(self, a: Scalar, b: Scalar) -> Scalar:
        if isinstance(a, int) and isinstance(b, int) and b >= 0:
            if a.bit_length() * b > MAX_POWER_BITS:
                raise Undecided(f"{a} ** {b} is too large")
            return a**b
        return self._noted(_power(_real(a), b))

    def total(self, values: Sequence[Scalar]) -> Scalar:
        try:
            terms = [value._mpf_ for value in values]
        except AttributeError:
            return sum(values) if _whole(values) else self.total([_real(value) for value in values])
        return mp.make_mpf(libmp.mpf_sum(terms, mp.prec, "n"))

    def dot(self, left: Sequence[Scalar], right: Sequence[Scalar]) -> Scalar:
        # Products are exact and the sum is rounded once, as in mp.fdot.
        try:
            terms = [libmp.mpf_mul(a._mpf_, b._mpf_) for a, b in zip(left, right, strict=True)]
        except AttributeError:
            if _whole(left) and _whole(right):
                return sum(map(operator.mul, left, right))
            return self.dot([_real(value) for value in left], [_real(value) for value in right])
        return mp.make_mpf(libmp.mpf_sum(terms, mp.prec, "n"))

    def compare(self, holds: Callable[[Any, Any], Any], a: Scalar, b: Scalar) -> Any:
        return holds(a, b)

    def select(self, condition: Any, a: Scalar, b: Scalar) -> Scalar:
        return a if condition else b

    def extreme(self, values: Sequence[Scalar], sign: int) -> Scalar:
        return values[self.choose(values, sign)]

    def choose(self, values: Sequence[Scalar], sign: int) -> int:
        """The index of the extreme; of a nan if there is one."""
        best = 0
        for index, value in enumerate(values):
            if value != value:  # noqa: PLR0124 - nan is what differs from itself
                return index
            if (value > values[best]) if sign > 0 else (value < values[best]):
                best = index
        return best


@lru_cache(maxsize=1024)
def _literal(text: str, precision: int) -> Any:  # noqa: ARG001 - the precision is part of the key
    return mp.mpf(text)


def _real(x: Scalar) -> Any:
    return mp.make_mpf(libmp.from_int(x)) if isinstance(x, int) else x


def _whole(values: Sequence[Scalar]) -> bool:
    return all(isinstance(value, int) for value in values)


def _exp(x: Any) -> Any:
    _, mantissa, exponent, bits = x._mpf_
    if mantissa and exponent + bits > MAX_MAGNITUDE:
        raise Undecided(f"exp of a number with {exponent + bits} bits before the point")
    return mp.exp(x)


def _power(a: Any, b: Scalar) -> Any:
    if not isinstance(b, int):
        if not mp.isint(b):
            return _fractional(a, b)
        _, _, exponent, bits = b._mpf_
        if exponent + bits > 64:
            return _fractional(abs(a), b)  # so large a whole number is even
        b = int(b)
    if not a and b < 0:
        return mp.inf
    if b.bit_length() > 64:
        raise Undecided("an exponent beyond 64 bits")
    return a**b


def _fractional(a: Any, b: Any) -> Any:
    if not a:
        return mp.zero if b > 0 else mp.inf if b < 0 else mp.nan
    if a < 0:
        return mp.nan
    return _exp(b * mp.log(a)) if mp.isfinite(a) and mp.isfinite(b) else mp.power(a, b)


def _sqrt(x: Any) -> Any:
    return mp.nan if x < 0 else mp.sqrt(x)


def _log(x: Any) -> Any:
    return mp.nan if x < 0 else mp.log(x)


def _log1p(x: Any) -> Any:
    if x <= -1:
        return mp.ninf if x == -1 else mp.nan
    return mp.log(1 + x) if x > 1 else mp.log1p(x)


def _expm1(x: Any) -> Any:
    return _exp(x) - 1 if abs(x) > 1 else mp.expm1(x)


def _periodic(function: Callable[[Any], Any]) -> Callable[[Any], Any]:
    def value(x: Any) -> Any:
        _, mantissa, exponent, bits = x._mpf_
        if mantissa and exponent + bits > MAX_MAGNITUDE:
            raise Undecided(f"sin or cos of a number with {exponent + bits} bits before the point")
        return function(x)

    return value


def _lgamma(x: Any) -> Any:
    if mp.isint(x) and x <= 0:
        return mp.inf
    return mp.loggamma(x) if x > 0 else mp.log(abs(mp.gamma(x)))


def _hyperbolic(sign: int) -> Callable[[Any], Any]:
    exact = mp.cosh if sign > 0 else mp.sinh

    def value(x: Any) -> Any:
        return (_exp(x) + sign * _exp(-x)) / 2 if abs(x) > 1 else exact(x)

    return value


_FUNCTIONS: Final[dict[str, Callable[[Any], Any]]] = {
    "log": _log,
    "log1p": _log1p,
    "expm1": _expm1,
    "sqrt": _sqrt,
    "sin": _periodic(mp.sin),
    "cos": _periodic(mp.cos),
    "arctan": mp.atan,
    "sinh": _hyperbolic(-1),
    "cosh": _hyperbolic(1),
    "tanh": mp.tanh,
    "erf": mp.erf,
    "lgamma": _lgamma,
    "digamma": lambda x: mp.psi(0, x),
    "trigamma": lambda x: mp.psi(1, x),
}

_SIGNS: Final[dict[str, Callable[[Reals, Any], Any]]] = {
    "abs": lambda s, x: -_real(x) if s.compare(operator.lt, x, 0) else _real(x),
    "sign": lambda s, x: mp.one if s.compare(operator.gt, x, 0) else -mp.one if s.compare(operator.lt, x, 0) else 0 * _real(x),
    "step": lambda s, x: mp.one if s.compare(operator.gt, x, 0) else mp.zero,
}

_SATURATING: Final = {"tanh": 1, "erf": 2}
"""The power of x in the exponent of what is missing to 1."""
