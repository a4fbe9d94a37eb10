"""Expressions of the array language over Python's own numbers, without numpy: what questions with changing numbers are made of."""

from __future__ import annotations

import ast
import math
import operator
from typing import TYPE_CHECKING, Any, Final

from grader.model.errors import ContentError

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from grader.language.parse import Expression

_BINARY: Final[dict[type[ast.operator], Callable[[Any, Any], Any]]] = {
    ast.Add: operator.add,
    ast.Sub: operator.sub,
    ast.Mult: operator.mul,
    ast.Div: operator.truediv,
    ast.FloorDiv: operator.floordiv,
    ast.Mod: operator.mod,
    ast.Pow: operator.pow,
}
_COMPARED: Final[dict[type[ast.cmpop], Callable[[Any, Any], bool]]] = {
    ast.Eq: operator.eq,
    ast.NotEq: operator.ne,
    ast.Lt: operator.lt,
    ast.LtE: operator.le,
    ast.Gt: operator.gt,
    ast.GtE: operator.ge,
}
_CONSTANTS: Final = {"pi": math.pi, "e": math.e, "inf": math.inf, "nan": math.nan}
_FUNCTIONS: Final[dict[str, Callable[..., Any]]] = {
    **{name: getattr(math, name) for name in ("exp", "log", "log2", "log10", "log1p", "expm1", "sqrt", "sin", "cos", "tan")},
    **{name: getattr(math, name) for name in ("tanh", "sinh", "cosh", "erf", "lgamma", "floor", "ceil")},
    "arctan": math.atan,
    "abs": abs,
    "maximum": max,
    "minimum": min,
    "max": max,
    "min": min,
    "sum": sum,
    "len": len,
    "round": round,
    "float": float,
    "int": int,
    "sign": lambda a: (a > 0) - (a < 0),
    "sigmoid": lambda a: 1 / (1 + math.exp(-a)),
    "where": lambda condition, a, b: a if condition else b,
}


def evaluate_plainly(expression: Expression, env: Mapping[str, Any], path: str) -> Any:
    """The value of an expression over numbers, truth values and lists of them.

    Raises:
        ContentError: with `path`, where it has no value (a division by zero), or uses what only arrays have.
    """
    try:
        return _Walk(env)(expression.node)
    except _UnknownError as error:
        raise ContentError(path, f"`{error}`", "arithmetic over numbers and lists") from None
    except (ArithmeticError, ValueError, TypeError, IndexError) as error:
        raise ContentError(path, f"`{expression.source}`, which has no value ({error})", "a number") from None


class _UnknownError(Exception):
    """A node that is for arrays alone."""


class _Walk:
    """The value of a tree, node by node."""

    def __init__(self, env: Mapping[str, Any]) -> None:
        self.env = env

    def __call__(self, node: ast.AST) -> Any:
        visit = getattr(self, f"of_{type(node).__name__.lower()}", None)
        if visit is None:
            raise _UnknownError(ast.unparse(node))
        return visit(node)

    def of_constant(self, node: ast.Constant) -> Any:
        return node.value

    def of_name(self, node: ast.Name) -> Any:
        return self.env[node.id] if node.id in self.env else _CONSTANTS[node.id]

    def of_list(self, node: ast.List | ast.Tuple) -> Any:
        return [self(item) for item in node.elts]

    of_tuple = of_list

    def of_binop(self, node: ast.BinOp) -> Any:
        operation = _BINARY.get(type(node.op))
        if operation is None:
            raise _UnknownError(ast.unparse(node))
        return operation(self(node.left), self(node.right))

    def of_unaryop(self, node: ast.UnaryOp) -> Any:
        value = self(node.operand)
        return not value if isinstance(node.op, ast.Not) else -value if isinstance(node.op, ast.USub) else +value

    def of_boolop(self, node: ast.BoolOp) -> bool:
        choose = all if isinstance(node.op, ast.And) else any
        return choose(self(value) for value in node.values)

    def of_compare(self, node: ast.Compare) -> bool:
        values = [self(node.left), *map(self, node.comparators)]
        for op, left, right in zip(node.ops, values, values[1:], strict=False):
            compare = _COMPARED.get(type(op))
            if compare is None:
                raise _UnknownError(ast.unparse(node))
            if not compare(left, right):
                return False
        return True

    def of_ifexp(self, node: ast.IfExp) -> Any:
        return self(node.body) if self(node.test) else self(node.orelse)

    def of_call(self, node: ast.Call) -> Any:
        function = _FUNCTIONS.get(node.func.id) if isinstance(node.func, ast.Name) else None
        if function is None or node.keywords:
            raise _UnknownError(ast.unparse(node))
        return function(*map(self, node.args))

    def of_subscript(self, node: ast.Subscript) -> Any:
        return self(node.value)[self(node.slice)]
