"""What the evaluator asks of a kind of number. `reals`, `tape` and `symbols` implement it.

Integers, booleans and texts of a case stay Python values beside the numbers, so every operation takes those too.
"""

from __future__ import annotations

import abc
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

Scalar = Any
"""A number of one backend, or a Python integer."""


class Scalars(abc.ABC):
    """One kind of number."""

    symbolic = False
    """Whether comparisons give conditions in place of booleans."""

    @abc.abstractmethod
    def real(self, value: float) -> Scalar:
        """Exactly this integer or float."""

    @abc.abstractmethod
    def literal(self, text: str) -> Scalar:
        """The decimal number that an author wrote: `0.1` is a tenth, not the float nearest to it."""

    @abc.abstractmethod
    def constant(self, name: str) -> Scalar:
        """`pi`, `e`, `inf` or `nan`."""

    @abc.abstractmethod
    def primitive(self, name: str, x: Scalar) -> Scalar:
        """One of `PRIMITIVES` at `x`."""

    @abc.abstractmethod
    def divide(self, a: Scalar, b: Scalar) -> Scalar:
        """`a / b`; by zero: an infinity, or nan for 0 / 0."""

    @abc.abstractmethod
    def power(self, a: Scalar, b: Scalar) -> Scalar:
        """`a ** b`, with 0 ** 0 = 1 and nan for a negative base with a fractional exponent."""

    @abc.abstractmethod
    def total(self, values: Sequence[Scalar]) -> Scalar:
        """The sum, 0 for none."""

    @abc.abstractmethod
    def dot(self, left: Sequence[Scalar], right: Sequence[Scalar]) -> Scalar:
        """The sum of products."""

    @abc.abstractmethod
    def compare(self, holds: Callable[[Any, Any], Any], a: Scalar, b: Scalar) -> Any:
        """`holds` is one of the comparisons of `operator`; the answer is a boolean, or a condition where numbers are symbols."""

    @abc.abstractmethod
    def select(self, condition: Any, a: Scalar, b: Scalar) -> Scalar:
        """`a` where the condition holds, else `b`; the other one leaves no trace, not even in derivatives."""

    @abc.abstractmethod
    def extreme(self, values: Sequence[Scalar], sign: int) -> Scalar:
        """The first largest (sign 1) or smallest (sign -1) of the values."""

    def number(self, value: Any) -> Scalar:
        """A condition as 0 or 1; a number as it is."""
        return int(value) if isinstance(value, bool) else value

    def negate(self, condition: Any) -> Any:
        """Not."""
        return not condition

    def both(self, a: Any, b: Any) -> Any:
        """And."""
        return bool(a and b)

    def truth(self, condition: Any) -> bool:
        """A condition that chooses what is evaluated at all.

        Raises:
            NotSymbolic: where it depends on symbols.
        """
        return bool(condition)

    def freeze(self, value: Any) -> Any:
        """Called with what every function call and every line gives: symbols cut their expressions here."""
        return value

    def solve(self, a: list[list[Scalar]], b: list[list[Scalar]]) -> list[list[Scalar]]:
        """X with a X = b, by elimination with row exchanges.

        Raises:
            ZeroDivisionError: for a singular matrix.
        """
        from grader.truth.linear import solve

        return solve(self, a, b)

    def det(self, a: list[list[Scalar]]) -> Scalar:
        """The determinant; 1 for the empty matrix."""
        from grader.truth.linear import det

        return det(self, a)

    def magnitude(self, x: Scalar) -> Any:
        """Something that orders pivots by absolute value."""
        return abs(x)

    def apply(self, name: str, x: Scalar) -> Scalar:
        """The elementwise function `name` of the array language at `x`."""
        composite = COMPOSITES.get(name)
        return self.primitive(name, x) if composite is None else composite(self, x)


PRIMITIVES: Final = tuple(
    "exp log log1p expm1 sqrt sin cos arctan sinh cosh tanh erf lgamma digamma trigamma abs relu sign step".split()
)
"""Functions that every backend has of its own. digamma and trigamma are there for derivatives of lgamma."""

COMPOSITES: Final[dict[str, Callable[[Scalars, Scalar], Scalar]]] = {
    "sigmoid": lambda s, x: s.divide(1, 1 + s.primitive("exp", -x)),
    "softplus": lambda s, x: s.primitive("log1p", s.primitive("exp", x)),
    "tan": lambda s, x: s.divide(s.primitive("sin", x), s.primitive("cos", x)),
    "log2": lambda s, x: s.divide(s.primitive("log", x), s.primitive("log", 2)),
    "log10": lambda s, x: s.divide(s.primitive("log", x), s.primitive("log", 10)),
}
"""Functions made of others, the same way in every backend."""
