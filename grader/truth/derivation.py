"""Reverse accumulation over sympy's single assignments, and their values at a point.

Shares no rule with the tape: every local derivative is sympy's `diff` of one line.
"""

from __future__ import annotations

from functools import partial, reduce
from operator import mul
from typing import TYPE_CHECKING, Any, Final

import numpy as np
import sympy as sp
from mpmath import mp

from grader.model.errors import ContentError
from grader.truth.arrays import as_array, each
from grader.truth.errors import NotSymbolic
from grader.truth.evaluating import Bound, environment, run_steps
from grader.truth.results import assemble
from grader.truth.symbols import Symbols, is_condition
from grader.truth.trees import leaves, rebuild

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from grader.model.case import Tree
    from grader.truth.definition import Definition, Proof


def reverse(symbols: Symbols, output: Any, by: Sequence[sp.Symbol]) -> list[Any]:
    """D output / d by, as symbols whose lines are appended: so it can be differentiated again."""
    adjoints: dict[Any, list[Any]] = {output: [sp.Integer(1)]} if isinstance(output, sp.Symbol) else {}
    for symbol, expression in reversed(symbols.lines.copy()):
        if symbol not in adjoints:
            continue
        adjoint = symbols.assign(sp.Add(*adjoints[symbol]))
        adjoints[symbol] = [adjoint]
        for parent in expression.free_symbols:
            local = sp.diff(expression, parent)
            if local != 0:
                adjoints.setdefault(parent, []).append(symbols.assign(adjoint * local))
    return [symbols.assign(sp.Add(*adjoints.get(symbol, ()))) for symbol in by]


def values_at(symbols: Symbols, point: Mapping[Any, Any]) -> dict[Any, Any]:
    """Every symbol's value in mpmath numbers, at the precision in force; `point` gives the inputs'."""
    values: dict[Any, Any] = dict(point)
    for symbol, expression in symbols.lines:
        values[symbol] = number(expression, values)
    return values


def number(expression: Any, values: Mapping[Any, Any]) -> Any:
    """A sympy expression in mpmath numbers.

    Raises:
        NotSymbolic: for a function that the language cannot make.
    """
    if expression in values:
        return values[expression]
    if not isinstance(expression, sp.Basic):
        return mp.mpf(expression)
    if expression.is_Rational:
        return mp.mpf(expression.p) / expression.q
    if isinstance(expression, sp.Piecewise):
        return next(number(value, values) for value, condition in expression.args if _holds(condition, values))
    evaluate = _EVALUATE.get(expression.func)
    if evaluate is None:
        raise NotSymbolic(f"sympy's {expression.func}")
    return evaluate(*(number(argument, values) for argument in expression.args))


def _holds(condition: Any, values: Mapping[Any, Any]) -> bool:
    if condition in (sp.true, sp.false):
        return bool(condition)
    if isinstance(condition, sp.And | sp.Or | sp.Not):
        held = [_holds(part, values) for part in condition.args]
        return all(held) if condition.func is sp.And else any(held) if condition.func is sp.Or else not held[0]
    left, right = (number(side, values) for side in condition.args)
    return bool(_RELATIONS[condition.func](left, right))


_RELATIONS: Final[dict[Any, Callable[[Any, Any], bool]]] = {
    sp.StrictLessThan: lambda a, b: a < b,
    sp.LessThan: lambda a, b: a <= b,
    sp.StrictGreaterThan: lambda a, b: a > b,
    sp.GreaterThan: lambda a, b: a >= b,
    sp.Equality: lambda a, b: a == b,
    sp.Unequality: lambda a, b: a != b,
}

_EVALUATE: Final[dict[Any, Callable[..., Any]]] = {
    sp.Add: lambda *terms: mp.fsum(terms),
    sp.Mul: lambda *factors: reduce(mul, factors),
    sp.Pow: mp.power,
    sp.exp: mp.exp,
    sp.log: mp.log,
    sp.sin: mp.sin,
    sp.cos: mp.cos,
    sp.tan: mp.tan,
    sp.atan: mp.atan,
    sp.sinh: mp.sinh,
    sp.cosh: mp.cosh,
    sp.tanh: mp.tanh,
    sp.erf: mp.erf,
    sp.loggamma: lambda x: mp.log(abs(mp.gamma(x))),
    sp.polygamma: lambda n, x: mp.psi(int(n), x),
    type(sp.pi): lambda: +mp.pi,
    type(sp.E): lambda: +mp.e,
    type(sp.oo): lambda: mp.inf,
    type(-sp.oo): lambda: mp.ninf,
}


class SymbolCalculus:
    """Derivatives as further lines."""

    def __init__(self, symbols: Symbols) -> None:
        self.symbols = symbols

    def gradient(self, output: Any, variables: Iterable[Any]) -> list[Any]:
        return reverse(self.symbols, output, list(variables))

    def hessian(self, output: Any, variables: Iterable[Any]) -> list[list[Any]]:
        by = list(variables)
        return [reverse(self.symbols, first, by) for first in self.gradient(output, by)]

    def strip(self, value: Any) -> Any:
        return value


def symbolic_result(definition: Definition, bound: Bound) -> Tree:
    """The result by sympy, as mpmath numbers at the precision in force.

    Raises:
        NotSymbolic: if the program takes a branch that depends on symbols.
    """
    symbols = Symbols()
    point: dict[Any, Any] = {}
    variables = set(definition.variables)
    env = {name: _as_symbols(value, point, name in variables) for name, value in bound.env.items()}
    kept = dict.fromkeys(definition.variables, partial(_named, symbols))
    try:
        values = environment(definition, Bound(env, bound.reach), symbols, kept)
    except ContentError as error:
        raise NotSymbolic(str(error)) from error
    tree = assemble(definition, values, SymbolCalculus(symbols), symbols)
    numbers = values_at(symbols, point)
    return rebuild(tree, (each(lambda x: _value(x, numbers), leaf) for _, leaf in leaves(tree)))


def symbolic_gradient_and_hessian(proof: Proof, env: Mapping[str, Any]) -> tuple[list[Any], list[list[Any]]]:
    """Of a proof's loss by all entries of its `zero` names, as `env` has them, by sympy."""
    symbols = Symbols()
    point: dict[Any, Any] = {}
    inside = {name: _as_symbols(value, point, name in proof.zero) for name, value in env.items()}
    values = run_steps(proof.steps, inside, symbols)
    variables = [variable for name in proof.zero for variable in as_array(inside[name]).flat]
    calculus = SymbolCalculus(symbols)
    gradient, hessian = calculus.gradient(values[proof.loss], variables), calculus.hessian(values[proof.loss], variables)
    numbers = values_at(symbols, point)
    return [_value(x, numbers) for x in gradient], [[_value(x, numbers) for x in row] for row in hessian]


def _as_symbols(value: Any, point: dict[Any, Any], variable: bool) -> Any:
    """Reals as symbols whose values go to `point`; whole numbers stay, unless they are to be differentiated by."""

    def symbol(x: Any) -> Any:
        if not (hasattr(x, "_mpf_") or (variable and type(x) is int)):
            return x
        fresh = sp.Dummy()
        point[fresh] = mp.mpf(x)
        return fresh

    if isinstance(value, dict):
        return {key: _as_symbols(part, point, variable) for key, part in value.items()}
    if isinstance(value, list | tuple):
        return type(value)(_as_symbols(part, point, variable) for part in value)
    return value if isinstance(value, np.ndarray) and value.dtype == bool else each(symbol, value)


def _named(symbols: Symbols, value: Any) -> Any:
    """A symbol of its own for every entry that is differentiated by."""

    def name(x: Any) -> Any:
        fresh = symbols.fresh()
        symbols.lines.append((fresh, sp.sympify(x)))
        return fresh

    return each(name, value)


def _value(x: Any, numbers: Mapping[Any, Any]) -> Any:
    if is_condition(x):
        return _holds(x, numbers)
    return number(x, numbers) if isinstance(x, sp.Basic) else x
