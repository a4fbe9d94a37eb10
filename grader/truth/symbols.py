"""sympy expressions as numbers, cut into lines: every call and every truth line gives fresh symbols.

One nested expression is 100 times larger than its lines, and differentiating it 1,000 times slower; `MatrixSymbol` calculus returns
0 for a sum of traces. So a program becomes single assignments, each of which sympy differentiates by itself.
"""

from __future__ import annotations

import operator
from typing import TYPE_CHECKING, Any, Final

import numpy as np
import sympy as sp

from grader.truth.errors import NotSymbolic
from grader.truth.scalars import Scalar, Scalars

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

_RELATIONS: Final[dict[Any, Any]] = {
    operator.lt: sp.StrictLessThan,
    operator.le: sp.LessThan,
    operator.gt: sp.StrictGreaterThan,
    operator.ge: sp.GreaterThan,
    operator.eq: sp.Equality,
    operator.ne: sp.Unequality,
}

_FUNCTIONS: Final[dict[str, Callable[[Any], Any]]] = {
    "exp": sp.exp,
    "log": sp.log,
    "log1p": lambda x: sp.log(1 + x),
    "expm1": lambda x: sp.exp(x) - 1,
    "sqrt": sp.sqrt,
    "sin": sp.sin,
    "cos": sp.cos,
    "arctan": sp.atan,
    "sinh": sp.sinh,
    "cosh": sp.cosh,
    "tanh": sp.tanh,
    "erf": sp.erf,
    "lgamma": sp.loggamma,
    "abs": lambda x: sp.Piecewise((x, x > 0), (-x, x < 0), (0, True)),
    "relu": lambda x: sp.Piecewise((x, x > 0), (0, True)),
    "sign": lambda x: sp.Piecewise((1, x > 0), (-1, x < 0), (0, True)),
    "step": lambda x: sp.Piecewise((1, x > 0), (0, True)),
}
"""Piecewise throughout: `Max` would make Heaviside terms, worth 1/2 at a kink."""


def is_condition(value: Any) -> bool:
    """Whether sympy calls it a truth value; a symbol it calls both that and a number."""
    return isinstance(value, sp.logic.boolalg.Boolean) and not isinstance(value, sp.Expr)


def as_condition(value: Any) -> Any:
    """A bool where it is known; a number holds where it is not 0."""
    if isinstance(value, sp.Expr):
        value = sp.Ne(value, 0)
    return bool(value) if not isinstance(value, sp.Basic) or value in (sp.true, sp.false) else value


class Symbols(Scalars):
    """Numbers are sympy expressions over symbols that `lines` assigns, or over inputs."""

    symbolic = True

    def __init__(self) -> None:
        self.lines: list[tuple[sp.Symbol, sp.Expr]] = []

    def fresh(self) -> sp.Symbol:
        """A symbol that stands nowhere else."""
        # Plain, without assumptions: sqrt(x**2) must stay what it is, not become Abs(x).
        return sp.Dummy()

    def assign(self, expression: Any) -> Any:
        """A symbol for the expression; what is a number or a symbol stays as it is."""
        if not isinstance(expression, sp.Expr) or expression.is_Atom:
            return expression
        symbol = self.fresh()
        self.lines.append((symbol, expression))
        return symbol

    def freeze(self, value: Any) -> Any:
        if isinstance(value, np.ndarray):
            return np.frompyfunc(self.assign, 1, 1)(value) if value.dtype == object and value.ndim else value
        return self.assign(value)

    def real(self, value: float) -> Scalar:
        return sp.Integer(value) if isinstance(value, int) else sp.Rational(*value.as_integer_ratio())

    def literal(self, text: str) -> Scalar:
        return sp.Rational(text)

    def constant(self, name: str) -> Scalar:
        return {"pi": sp.pi, "e": sp.E, "inf": sp.oo, "nan": sp.nan}[name]

    def primitive(self, name: str, x: Scalar) -> Scalar:
        return _FUNCTIONS[name](sp.sympify(x))

    def divide(self, a: Scalar, b: Scalar) -> Scalar:
        return sp.sympify(a) / b

    def power(self, a: Scalar, b: Scalar) -> Scalar:
        return sp.sympify(a) ** b

    def total(self, values: Sequence[Scalar]) -> Scalar:
        return sp.Add(*values)

    def dot(self, left: Sequence[Scalar], right: Sequence[Scalar]) -> Scalar:
        return sp.Add(*(a * b for a, b in zip(left, right, strict=True)))

    def compare(self, holds: Callable[[Any, Any], Any], a: Scalar, b: Scalar) -> Any:
        return as_condition(_RELATIONS[holds](a, b))

    def select(self, condition: Any, a: Scalar, b: Scalar) -> Scalar:
        condition = as_condition(condition)
        if isinstance(condition, bool):
            return a if condition else b
        return self.assign(sp.Piecewise((a, condition), (b, True)))

    def extreme(self, values: Sequence[Scalar], sign: int) -> Scalar:
        best = values[0]
        for value in values[1:]:
            further = self.compare(operator.gt if sign > 0 else operator.lt, value, best)
            best = self.select(further, value, best)
        return best

    def number(self, value: Any) -> Scalar:
        if isinstance(value, bool):
            return int(value)
        return sp.Piecewise((1, value), (0, True)) if is_condition(value) else value

    def negate(self, condition: Any) -> Any:
        condition = as_condition(condition)
        return not condition if isinstance(condition, bool) else sp.Not(condition)

    def both(self, a: Any, b: Any) -> Any:
        return as_condition(sp.And(as_condition(a), as_condition(b)))

    def truth(self, condition: Any) -> bool:
        condition = as_condition(condition)
        if not isinstance(condition, bool):
            raise NotSymbolic("a condition on real values outside `where`")
        return condition

    def solve(self, a: list[list[Scalar]], b: list[list[Scalar]]) -> list[list[Scalar]]:
        # sympy's own elimination, over symbols that hide what the entries are made of.
        left = sp.Matrix([[self.assign(x) for x in row] for row in a])
        right = sp.Matrix([[self.assign(x) for x in row] for row in b])
        solution: list[list[Scalar]] = left.LUsolve(right).tolist()
        return solution

    def det(self, a: list[list[Scalar]]) -> Scalar:
        return sp.Matrix([[self.assign(x) for x in row] for row in a]).det(method="berkowitz") if a else sp.Integer(1)
