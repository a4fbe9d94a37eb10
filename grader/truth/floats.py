"""Python floats as numbers: a quick look at a truth that is known already, for what 1 digit of it tells.

Nothing is graded by these values. Definitions are unshifted, so they overflow here where mpmath's numbers do not; the caller looks.
"""

from __future__ import annotations

import math
import operator
from typing import TYPE_CHECKING, Any, Final

from grader.truth.scalars import Scalar, Scalars

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

CLOSE: Final = 2.0**-18


class Floats(Scalars):
    """Numbers are floats. Comparisons take the branches that were taken before."""

    def __init__(self, decisions: Sequence[Any]) -> None:
        self._left = iter(decisions)
        self.close = False
        """Whether numbers that are compared are so near each other that float32 may compare them otherwise."""

    def real(self, value: float) -> Scalar:
        return float(value)

    def literal(self, text: str) -> Scalar:
        return float(text)

    def constant(self, name: str) -> Scalar:
        return {"pi": math.pi, "e": math.e, "inf": math.inf, "nan": math.nan}[name]

    def primitive(self, name: str, x: Scalar) -> Scalar:
        if name in _BY_SIGN:
            return _BY_SIGN[name](self, x)
        try:
            return _FUNCTIONS[name](x)
        except OverflowError:
            return math.inf
        except ValueError:  # a pole or outside the domain
            return math.nan

    def divide(self, a: Scalar, b: Scalar) -> Scalar:
        return a / b if b else math.nan

    def power(self, a: Scalar, b: Scalar) -> Scalar:
        try:
            value = a**b
        except (OverflowError, ZeroDivisionError):
            return math.inf
        return value if isinstance(value, int | float) else math.nan

    def total(self, values: Sequence[Scalar]) -> Scalar:
        return sum(values)

    def dot(self, left: Sequence[Scalar], right: Sequence[Scalar]) -> Scalar:
        return sum(map(operator.mul, left, right))

    def compare(self, holds: Callable[[Any, Any], Any], a: Scalar, b: Scalar) -> Any:
        self._note(a, b)
        taken = next(self._left, None)
        return bool(holds(a, b)) if taken is None else taken

    def select(self, condition: Any, a: Scalar, b: Scalar) -> Scalar:
        return a if condition else b

    def extreme(self, values: Sequence[Scalar], sign: int) -> Scalar:
        return values[self.choose(values, sign)]

    def choose(self, values: Sequence[Scalar], sign: int) -> int:
        """The index of the extreme, as it was."""
        taken = next(self._left, None)
        best = int(taken) if taken is not None else max(range(len(values)), key=lambda k: sign * values[k])
        for index, value in enumerate(values):
            if index != best:
                self._note(value, values[best])
        return best

    def _note(self, a: Scalar, b: Scalar) -> None:
        if abs(a - b) <= CLOSE * max(1.0, abs(a), abs(b)) and not (isinstance(a, int) and isinstance(b, int)):
            self.close = True


_FUNCTIONS: Final[dict[str, Callable[[Any], Any]]] = {
    "exp": math.exp,
    "log": math.log,
    "log1p": math.log1p,
    "expm1": math.expm1,
    "sqrt": math.sqrt,
    "sin": math.sin,
    "cos": math.cos,
    "arctan": math.atan,
    "sinh": math.sinh,
    "cosh": math.cosh,
    "tanh": math.tanh,
    "erf": math.erf,
    "lgamma": math.lgamma,
    "digamma": lambda x: math.nan,  # noqa: ARG005 - the standard library has none: the caller looks elsewhere
    "trigamma": lambda x: math.nan,  # noqa: ARG005
}

_BY_SIGN: Final[dict[str, Callable[[Floats, Any], Any]]] = {
    "relu": lambda s, x: x if s.compare(operator.gt, x, 0) else 0.0,
    "abs": lambda s, x: -x if s.compare(operator.lt, x, 0) else x,
    "sign": lambda s, x: 1.0 if s.compare(operator.gt, x, 0) else -1.0 if s.compare(operator.lt, x, 0) else 0.0,
    "step": lambda s, x: 1.0 if s.compare(operator.gt, x, 0) else 0.0,
}
