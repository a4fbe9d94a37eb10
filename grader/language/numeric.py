"""The array language evaluated with NumPy: properties, conditions, bounds of ranges and values of edge cases."""

from __future__ import annotations

import ast
import math
import operator
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from grader.language.functions import CONSTANTS, FUNCTIONS

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from grader.language.parse import Expression

MAX_SIZE: Final = 2**24
"""No expression of a bank makes a larger array."""

_CONSTANT_VALUES: Final = {"pi": math.pi, "e": math.e, "inf": math.inf, "nan": math.nan}

_BINARY: Final[dict[type[ast.operator], Callable[[Any, Any], Any]]] = {
    ast.Add: operator.add,
    ast.Sub: operator.sub,
    ast.Mult: operator.mul,
    ast.Div: operator.truediv,
    ast.FloorDiv: operator.floordiv,
    ast.Mod: operator.mod,
    ast.MatMult: operator.matmul,
}

_COMPARE: Final[dict[type[ast.cmpop], Callable[[Any, Any], Any]]] = {
    ast.Eq: operator.eq,
    ast.NotEq: operator.ne,
    ast.Lt: operator.lt,
    ast.LtE: operator.le,
    ast.Gt: operator.gt,
    ast.GtE: operator.ge,
    ast.Is: operator.is_,
    ast.IsNot: operator.is_not,
    ast.In: lambda a, b: a in b,
    ast.NotIn: lambda a, b: a not in b,
}


def evaluate(expression: Expression, env: Mapping[str, Any]) -> Any:
    """The value of `expression` with the names in `env`: arrays, numbers, texts, dicts and callables.

    Floating-point warnings are the caller's to silence. Raises what NumPy raises (`ValueError`, `IndexError`, `LinAlgError`...).
    """
    return _Walk(env).value(expression.node)


class _Walk:
    """One evaluation: the environment and a method per node."""

    def __init__(self, env: Mapping[str, Any]) -> None:
        self.env = env

    def value(self, node: ast.expr) -> Any:
        method: Callable[[Any], Any] = getattr(self, "_" + type(node).__name__.lower())
        return method(node)

    def _constant(self, node: ast.Constant) -> Any:
        return node.value

    def _name(self, node: ast.Name) -> Any:
        return self.env[node.id] if node.id in self.env else _CONSTANT_VALUES[node.id]

    def _binop(self, node: ast.BinOp) -> Any:
        left, right = self.value(node.left), self.value(node.right)
        if isinstance(node.op, ast.Pow):
            return _power(left, right)
        if isinstance(left, tuple | list) or isinstance(right, tuple | list):
            left, right = np.asarray(left), np.asarray(right)
        return _BINARY[type(node.op)](left, right)

    def _unaryop(self, node: ast.UnaryOp) -> Any:
        operand = self.value(node.operand)
        if isinstance(node.op, ast.Not):
            return np.logical_not(operand)
        return -operand if isinstance(node.op, ast.USub) else operand

    def _boolop(self, node: ast.BoolOp) -> Any:
        # Python's own `and`: later operands may need what the earlier ones establish.
        wanted = isinstance(node.op, ast.Or)
        for operand in node.values:
            if bool(np.all(self.value(operand))) == wanted:
                return wanted
        return not wanted

    def _compare(self, node: ast.Compare) -> Any:
        left, result = self.value(node.left), None
        for op, comparator in zip(node.ops, node.comparators, strict=True):
            right = self.value(comparator)
            holds = _COMPARE[type(op)](left, right)
            result = holds if result is None else np.logical_and(result, holds)
            left = right
        return result

    def _ifexp(self, node: ast.IfExp) -> Any:
        return self.value(node.body if np.all(self.value(node.test)) else node.orelse)

    def _attribute(self, node: ast.Attribute) -> Any:
        return getattr(np.asarray(self.value(node.value)), node.attr)

    def _tuple(self, node: ast.Tuple) -> Any:
        return tuple(self.value(element) for element in node.elts)

    def _list(self, node: ast.List) -> Any:
        return [self.value(element) for element in node.elts]

    def _slice(self, node: ast.Slice) -> Any:
        return slice(*(None if part is None else self.value(part) for part in (node.lower, node.upper, node.step)))

    def _subscript(self, node: ast.Subscript) -> Any:
        return self.value(node.value)[self.value(node.slice)]

    def _call(self, node: ast.Call) -> Any:
        assert isinstance(node.func, ast.Name)
        name = node.func.id
        args = [self.value(argument) for argument in node.args]
        keywords = {k.arg: self.value(k.value) for k in node.keywords if k.arg}
        if name in self.env and callable(self.env[name]):
            return self.env[name](*args, **keywords)
        return IMPLEMENTATIONS[name](*FUNCTIONS[name].complete(args, keywords))


def _power(base: Any, exponent: Any) -> Any:
    if isinstance(base, int) and isinstance(exponent, int) and not isinstance(base, bool):
        # Python integers grow without bound, negative exponents included as floats.
        return base**exponent if abs(exponent) <= 1024 else float(base) ** exponent
    return base**exponent


def _sized(shape: Any) -> tuple[int, ...]:
    lengths = tuple(int(n) for n in np.atleast_1d(np.asarray(shape)))
    if math.prod(lengths) > MAX_SIZE:
        raise ValueError(f"an array of shape {lengths} is too large")
    return lengths


def _shifted(a: Any, axis: int) -> tuple[Any, Any]:
    array = np.asarray(a, dtype=float) if np.asarray(a).dtype.kind != "f" else np.asarray(a)
    top = np.max(array, axis=axis, keepdims=True, initial=-np.inf)
    return array - np.where(np.isfinite(top), top, 0), top


def _logsumexp(a: Any, axis: int, *, keepdims: bool) -> Any:
    shifted, top = _shifted(a, axis)
    result = np.log(np.sum(np.exp(shifted), axis=axis, keepdims=True)) + np.where(np.isfinite(top), top, 0)
    return result if keepdims else np.squeeze(result, axis=axis)


def _softmax(a: Any, axis: int) -> Any:
    weights = np.exp(_shifted(a, axis)[0])
    return weights / np.sum(weights, axis=axis, keepdims=True)


def _sigmoid(a: Any) -> Any:
    # exp of a negative number only: it cannot overflow.
    decay = np.exp(-np.abs(a))
    return np.where(np.asarray(a) >= 0, 1 / (1 + decay), decay / (1 + decay))


def _isclose(a: Any, b: Any, rtol: float | None, atol: float | None) -> Any:
    return np.isclose(a, b, rtol=1e-9 if rtol is None else rtol, atol=1e-12 if atol is None else atol, equal_nan=True)


def _pick(a: Any, labels: Any) -> Any:
    return np.take_along_axis(np.asarray(a), np.asarray(labels)[..., None], axis=-1)[..., 0]


def _one_hot(labels: Any, classes: int) -> Any:
    columns = np.arange(_sized((*np.shape(labels), classes))[-1])
    return (np.asarray(labels)[..., None] == columns).astype(float)


def _hilbert(n: int) -> Any:
    index = np.arange(int(_sized((n, n))[0]))
    return 1.0 / (index[:, None] + index[None, :] + 1)


def _reduction(function: Callable[..., Any]) -> Callable[..., Any]:
    return lambda a, axis, keepdims: function(a, axis=axis, keepdims=keepdims)


_ELEMENTWISE: Final[dict[str, Callable[..., Any]]] = {
    **{
        name: getattr(np, name) for name in "exp log log1p expm1 log2 log10 sqrt abs sign sin cos tan arctan tanh sinh cosh".split()
    },
    **{name: getattr(np, name) for name in "isfinite isnan floor ceil round maximum minimum where clip".split()},
    "erf": np.vectorize(math.erf, otypes=[float]),
    "lgamma": np.vectorize(math.lgamma, otypes=[float]),
    "sigmoid": _sigmoid,
    "relu": lambda a: np.maximum(a, 0),
    "softplus": lambda a: np.logaddexp(0, a),
    "step": lambda a: (np.asarray(a) > 0).astype(float),
    "isclose": _isclose,
}

_REDUCING: Final[dict[str, Callable[..., Any]]] = {
    **{name: _reduction(getattr(np, name)) for name in "sum mean prod max min".split()},
    **{name: getattr(np, name) for name in "all any argmax argmin unique cumsum sort argsort dot trace".split()},
    "outer": lambda a, b: np.outer(a, b) if _sized((np.size(a), np.size(b))) else None,
    "var": lambda a, axis, ddof, keepdims: np.var(a, axis=axis, ddof=ddof, keepdims=keepdims),
    "softmax": _softmax,
    "log_softmax": lambda a, axis: a - _logsumexp(a, axis, keepdims=True),
    "logsumexp": lambda a, axis, keepdims: _logsumexp(a, axis, keepdims=keepdims),
    "norm": lambda a: np.sqrt(np.sum(np.square(a))),
}

_LINEAR_ALGEBRA: Final[dict[str, Callable[..., Any]]] = {
    **{name: getattr(np.linalg, name) for name in "det inv solve eigvalsh".split()},
    "diag": np.diag,
    "matrix_rank": lambda a: int(np.linalg.matrix_rank(a)),
    "cond": lambda a: float(np.linalg.cond(a)),
    "svdvals": lambda a: np.linalg.svd(a, compute_uv=False),
}

_MAKING: Final[dict[str, Callable[..., Any]]] = {
    "eye": lambda n: np.eye(_sized((n, n))[0]),
    "zeros": lambda shape: np.zeros(_sized(shape)),
    "ones": lambda shape: np.ones(_sized(shape)),
    "full": lambda shape, value: np.full(_sized(shape), value),
    "arange": lambda n: np.arange(_sized(n)[0]),
    "linspace": lambda start, stop, num: np.linspace(start, stop, _sized(num)[0]),
    "hilbert": _hilbert,
    "one_hot": _one_hot,
    "array": np.array,
    "float": float,
    "int": int,
}

_REARRANGING: Final[dict[str, Callable[..., Any]]] = {
    **{name: getattr(np, name) for name in "transpose swapaxes reshape expand_dims squeeze concatenate stack flip roll".split()},
    **{name: getattr(np, name) for name in "shape size ndim".split()},
    "pick": _pick,
    "len": len,
    "dtype": lambda a: np.asarray(a).dtype.name,
    "repeat": lambda a, repeats, axis: np.repeat(a, _sized((repeats, np.size(a)))[0], axis),
    "tile": lambda a, reps: np.tile(a, _sized((*np.atleast_1d(reps), np.size(a)))[:-1]),
}

IMPLEMENTATIONS: Final = _ELEMENTWISE | _REDUCING | _LINEAR_ALGEBRA | _MAKING | _REARRANGING
"""By name; called with the arguments in the order of the function's parameters."""
assert IMPLEMENTATIONS.keys() == FUNCTIONS.keys(), IMPLEMENTATIONS.keys() ^ FUNCTIONS.keys()
assert _CONSTANT_VALUES.keys() == set(CONSTANTS)
