"""The functions of one number, and where they bend."""

from __future__ import annotations

from fractions import Fraction
from functools import partial
from typing import TYPE_CHECKING, Any, Final

from mpmath import libmp
from mpmath.libmp import libmpi

from grader.answers.outcomes import Undefined
from grader.answers.scalars import ONE, TWO, ZERO, Arithmetic, Scalar

if TYPE_CHECKING:
    from collections.abc import Callable

_TEN: Final = Fraction(10)


def _sigmoid(m: Arithmetic, x: Scalar) -> Scalar:
    return m.divide(ONE, m.add(ONE, m.exp(m.negate(x))))


def _softplus(m: Arithmetic, x: Scalar) -> Scalar:
    return m.log(m.add(ONE, m.exp(x)))


def _growing(function: Callable[[Any, int, str], Any], m: Arithmetic, x: Scalar, weight: float = 1) -> Scalar:
    """A growing function that is 0 at 0."""
    return ZERO if x == ZERO else m.monotone(function, m.bounded(x), weight)


def _within(low: int, high: int | None, m: Arithmetic, x: Scalar) -> None:
    """Refuses an argument outside `low..high`."""
    if m.sign(m.add(x, Fraction(-low))) < 0 or (high is not None and m.sign(m.add(x, Fraction(-high))) > 0):
        raise Undefined


def _arcsin(m: Arithmetic, x: Scalar) -> Scalar:
    _within(-1, 1, m, x)
    return _growing(libmp.mpf_asin, m, x)


def _arccos(m: Arithmetic, x: Scalar) -> Scalar:
    half = m.divide(pi(m), TWO)
    return m.add(half, m.negate(_arcsin(m, x)))


def _arccosh(m: Arithmetic, x: Scalar) -> Scalar:
    _within(1, None, m, x)
    return ZERO if x == ONE else m.monotone(libmp.mpf_acosh, m.interval(x))


def _arctanh(m: Arithmetic, x: Scalar) -> Scalar:
    if m.sign(m.add(x, ONE)) <= 0 or m.sign(m.add(x, -ONE)) >= 0:
        raise Undefined
    return _growing(libmp.mpf_atanh, m, x)


def _cosh(m: Arithmetic, x: Scalar) -> Scalar:
    return m.divide(m.add(m.exp(x), m.exp(m.negate(x))), TWO)


def _sin(m: Arithmetic, x: Scalar) -> Scalar:
    return ZERO if x == ZERO else m.heavily(libmpi.mpi_sin, m.bounded(x), 2)


def _cos(m: Arithmetic, x: Scalar) -> Scalar:
    return ONE if x == ZERO else m.heavily(libmpi.mpi_cos, m.bounded(x), 2)


def _tan(m: Arithmetic, x: Scalar) -> Scalar:
    return m.divide(_sin(m, x), _cos(m, x))


def _one_over(function: Callable[[Arithmetic, Scalar], Scalar], m: Arithmetic, x: Scalar) -> Scalar:
    return m.divide(ONE, function(m, x))


def _log_to(base: Fraction, m: Arithmetic, x: Scalar) -> Scalar:
    return m.divide(m.log(x), m.log(base))


def _absolute(m: Arithmetic, x: Scalar) -> Scalar:
    return abs(x) if isinstance(x, Fraction) else libmpi.mpi_abs(x, m.precision)


def _relu(_: Arithmetic, x: Scalar) -> Scalar:
    if isinstance(x, Fraction):
        return max(x, ZERO)
    return tuple(libmp.fzero if libmp.mpf_sign(end) < 0 else end for end in x)


def pi(m: Arithmetic) -> Scalar:
    """The number pi."""
    return libmp.mpf_pi(m.precision, "f"), libmp.mpf_pi(m.precision, "c")


ELEMENTARY: Final[dict[str, Callable[[Arithmetic, Scalar], Scalar]]] = {
    "exp": Arithmetic.exp,
    "log": Arithmetic.log,
    "log2": partial(_log_to, TWO),
    "log10": partial(_log_to, _TEN),
    "log1p": lambda m, x: m.log(m.add(ONE, x)),
    "expm1": lambda m, x: m.add(m.exp(x), -ONE),
    "sqrt": Arithmetic.root,
    "cbrt": lambda m, x: m.root_of(x, Fraction(3)),
    "square": lambda m, x: m.whole_power(x, 2),
    "sin": _sin,
    "cos": _cos,
    "tan": _tan,
    "arcsin": _arcsin,
    "arccos": _arccos,
    "arctan": lambda m, x: ZERO if x == ZERO else m.heavily(libmpi.mpi_atan, m.interval(x), 2),
    "sinh": partial(_growing, libmp.mpf_sinh),
    "cosh": _cosh,
    "tanh": partial(_growing, libmp.mpf_tanh),
    "sec": partial(_one_over, _cos),
    "csc": partial(_one_over, _sin),
    "cot": lambda m, x: m.divide(_cos(m, x), _sin(m, x)),
    "sech": partial(_one_over, _cosh),
    "csch": partial(_one_over, partial(_growing, libmp.mpf_sinh)),
    "coth": partial(_one_over, partial(_growing, libmp.mpf_tanh)),
    "arcsinh": partial(_growing, libmp.mpf_asinh),
    "arccosh": _arccosh,
    "arctanh": _arctanh,
    "erf": lambda m, x: _growing(libmp.mpf_erf, m, x, 4),
    "sigmoid": _sigmoid,
    "softplus": _softplus,
    "factorial": Arithmetic.factorial,
    "abs": _absolute,
    "relu": _relu,
    "sign": lambda m, x: Fraction(m.sign(x)),
    "step": lambda m, x: Fraction(int(m.sign(x) > 0)),
}
"""By name; those of `BENDS` depend on the sign of their argument."""

BENDS: Final = frozenset({"abs", "relu", "sign", "step"})
