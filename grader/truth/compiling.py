"""A checked expression -> a closure over any kind of number. The tree is walked once; a case only calls closures."""

# ruff: noqa: ARG001, ARG005 - every closure takes (s, env)
from __future__ import annotations

import ast
import operator
from functools import lru_cache, partial
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from grader.language import CONSTANTS, FUNCTIONS, Use, parse_expression
from grader.truth.arrays import arithmetic, as_array, bare, compare, conditions, each, indexes, matmul, numbers
from grader.truth.functions import IMPLEMENTATIONS

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from grader.language import Expression
    from grader.model.case import Function
    from grader.truth.scalars import Scalars

_ARITHMETIC: Final = {ast.Add: operator.add, ast.Sub: operator.sub, ast.Mult: operator.mul}
_WHOLE: Final = {ast.FloorDiv: operator.floordiv, ast.Mod: operator.mod}
_COMPARE: Final[dict[type[ast.cmpop], Callable[[Any, Any], Any]]] = {
    ast.Eq: operator.eq, ast.NotEq: operator.ne, ast.Lt: operator.lt, ast.LtE: operator.le, ast.Gt: operator.gt,
    ast.GtE: operator.ge,
}  # fmt: skip
_PLAIN: Final[dict[type[ast.cmpop], Callable[[Any, Any], Any]]] = {
    ast.Is: operator.is_, ast.IsNot: operator.is_not, ast.In: lambda a, b: a in b, ast.NotIn: lambda a, b: a not in b,
}  # fmt: skip


def compile_expression(expression: Expression, *, decimal: bool = True) -> Callable[[Scalars, Mapping[str, Any]], Any]:
    """A function of scalars and an environment: arrays, numbers, booleans, texts, and callables over those.

    `decimal`: whether `0.1` means a tenth, as in mathematics, or the float nearest to it, as in a program.
    """
    run: Callable[[Scalars, Mapping[str, Any]], Any] = _Compiler(decimal, expression.free).value(expression.node)
    return run


@lru_cache(maxsize=256)
def compile_function(function: Function) -> Callable[..., Any]:
    """An input that is itself a function: takes the scalars first, then its arguments."""
    expression = parse_expression(function.expression, names=function.takes, path="family", use=Use.EXACT)
    run = compile_expression(expression, decimal=False)
    return lambda s, *arguments: run(s, dict(zip(function.takes, arguments, strict=True)))


class _Compiler:
    """A method per node of the language."""

    def __init__(self, decimal: bool, free: frozenset[str]) -> None:
        self.decimal, self.free = decimal, free

    def value(self, node: ast.expr) -> Any:
        method: Callable[[Any], Any] = getattr(self, "_" + type(node).__name__.lower())
        return method(node)

    def _constant(self, node: ast.Constant) -> Any:
        value = node.value
        if not isinstance(value, float):
            return lambda s, env: value
        if self.decimal:
            text = repr(value)
            return lambda s, env: s.literal(text)
        return lambda s, env: s.real(value)

    def _name(self, node: ast.Name) -> Any:
        name = node.id
        if name in CONSTANTS and name not in self.free:
            return lambda s, env: s.constant(name)
        return lambda s, env: env[name]

    def _binop(self, node: ast.BinOp) -> Any:
        left, right, kind = self.value(node.left), self.value(node.right), type(node.op)
        function: Callable[..., Any]
        if kind in _ARITHMETIC:
            function = partial(arithmetic, _ARITHMETIC[kind])
        elif kind in _WHOLE:
            function = partial(_whole, _WHOLE[kind])
        else:
            function = {ast.Div: _divide, ast.Pow: _power, ast.MatMult: _matmul}[kind]
        return lambda s, env: function(s, left(s, env), right(s, env))

    def _unaryop(self, node: ast.UnaryOp) -> Any:
        operand = self.value(node.operand)
        if isinstance(node.op, ast.Not):
            return lambda s, env: conditions(each(s.negate, operand(s, env)))
        if isinstance(node.op, ast.USub):
            return lambda s, env: each(operator.neg, numbers(s, operand(s, env)))
        return lambda s, env: numbers(s, operand(s, env))

    def _boolop(self, node: ast.BoolOp) -> Any:
        # As NumPy's evaluator has it: Python's own `and`, over all entries, later operands only where needed.
        operands, wanted = [self.value(operand) for operand in node.values], isinstance(node.op, ast.Or)

        def run(s: Scalars, env: Mapping[str, Any]) -> bool:
            return next((wanted for operand in operands if _holds(s, operand(s, env)) == wanted), not wanted)

        return run

    def _compare(self, node: ast.Compare) -> Any:
        parts = [self.value(part) for part in (node.left, *node.comparators)]
        comparisons = [
            partial(_compare_values, _COMPARE[type(op)]) if type(op) in _COMPARE else partial(_plain, _PLAIN[type(op)])
            for op in node.ops
        ]

        def run(s: Scalars, env: Mapping[str, Any]) -> Any:
            values = [part(s, env) for part in parts]
            result = comparisons[0](s, values[0], values[1])
            for function, a, b in zip(comparisons[1:], values[1:-1], values[2:], strict=True):
                result = conditions(each(s.both, result, function(s, a, b)))
            return result

        return run

    def _ifexp(self, node: ast.IfExp) -> Any:
        test, body, orelse = self.value(node.test), self.value(node.body), self.value(node.orelse)
        return lambda s, env: (body if _holds(s, test(s, env)) else orelse)(s, env)

    def _attribute(self, node: ast.Attribute) -> Any:
        owner, attribute = self.value(node.value), node.attr
        return lambda s, env: getattr(as_array(owner(s, env)), attribute)

    def _tuple(self, node: ast.Tuple) -> Any:
        elements = [self.value(element) for element in node.elts]
        return lambda s, env: tuple(element(s, env) for element in elements)

    def _list(self, node: ast.List) -> Any:
        elements = [self.value(element) for element in node.elts]
        return lambda s, env: [element(s, env) for element in elements]

    def _slice(self, node: ast.Slice) -> Any:
        parts = [None if part is None else self.value(part) for part in (node.lower, node.upper, node.step)]
        return lambda s, env: slice(*(None if part is None else part(s, env) for part in parts))

    def _subscript(self, node: ast.Subscript) -> Any:
        owner, place = self.value(node.value), self.value(node.slice)

        def run(s: Scalars, env: Mapping[str, Any]) -> Any:
            value, index = owner(s, env), indexes(place(s, env))
            if isinstance(value, tuple | list | dict):
                return value[index]
            found = as_array(value)[index]
            return bare(found) if isinstance(found, np.ndarray) else bool(found) if isinstance(found, np.bool_) else found

        return run

    def _call(self, node: ast.Call) -> Any:
        assert isinstance(node.func, ast.Name)
        name = node.func.id
        if name in self.free:
            arguments = [self.value(argument) for argument in node.args]
            return lambda s, env: s.freeze(env[name](s, *(argument(s, env) for argument in arguments)))
        bound = FUNCTIONS[name].bind(list(node.args), {k.arg: k.value for k in node.keywords if k.arg})
        parameters = [self.value(value) if isinstance(value, ast.expr) else _fixed(value) for value in bound.values()]
        function = IMPLEMENTATIONS[name]
        return lambda s, env: s.freeze(function(s, *(parameter(s, env) for parameter in parameters)))


def _fixed(value: Any) -> Any:
    return lambda s, env: value


def _divide(s: Scalars, a: Any, b: Any) -> Any:
    return each(s.divide, numbers(s, a), numbers(s, b))


def _power(s: Scalars, a: Any, b: Any) -> Any:
    return each(s.power, numbers(s, a), numbers(s, b))


def _matmul(s: Scalars, a: Any, b: Any) -> Any:
    return s.freeze(matmul(s, a, b))


def _whole(function: Callable[[int, int], int], s: Scalars, a: Any, b: Any) -> Any:
    def entry(x: Any, y: Any) -> int:
        if not (isinstance(x, int) and isinstance(y, int)):
            raise TypeError("`//` and `%` of real numbers; they take whole ones")
        return function(x, y)

    return each(entry, numbers(s, a), numbers(s, b))


def _compare_values(holds: Callable[[Any, Any], Any], s: Scalars, a: Any, b: Any) -> Any:
    if isinstance(a, str | tuple | None) or isinstance(b, str | tuple | None):
        return _plain(holds, s, a, b)
    return compare(holds, s, a, b)


def _plain(holds: Callable[[Any, Any], Any], s: Scalars, a: Any, b: Any) -> bool:
    return bool(holds(a, b))


def _holds(s: Scalars, value: Any) -> bool:
    """Whether a condition holds for every entry."""
    entries = as_array(value).flat
    return all(s.truth(entry) for entry in entries)
