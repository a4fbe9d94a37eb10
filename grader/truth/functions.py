"""The functions of the array language, over any kind of number.

Definitions are written as mathematics, without shifts: numbers here have no largest exponent.
"""

# ruff: noqa: ARG001, ARG005 - every function takes the scalars first
from __future__ import annotations

import operator
from functools import partial, reduce
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from grader.language import FUNCTIONS, Use
from grader.truth.arrays import Array, arithmetic, as_array, bare, conditions, each, indexes, matmul, numbers, reduction, sized
from grader.truth.errors import Undecided

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from grader.truth.scalars import Scalars


def _elementwise(name: str) -> Callable[..., Array]:
    return lambda s, a: each(partial(s.apply, name), numbers(s, a))


def _reducing(gather: Callable[[Scalars, Sequence[Any]], Any]) -> Callable[..., Array]:
    return lambda s, a, axis, keepdims: reduction(partial(gather, s), as_array(numbers(s, a)), axis, keepdims=keepdims)


def _mean(s: Scalars, values: Sequence[Any]) -> Any:
    return s.divide(s.total(values), len(values))


def _product(s: Scalars, values: Sequence[Any]) -> Any:
    return reduce(operator.mul, values, 1)


def _largest(s: Scalars, values: Sequence[Any], sign: int = 1) -> Any:
    if not values:
        raise ValueError("max or min of no values")
    return s.extreme(values, sign)


_sum = _reducing(lambda s, values: s.total(values))
_averages = _reducing(_mean)
_squares = _reducing(lambda s, values: s.dot(values, values))


def _greater_of(s: Scalars, a: Any, b: Any) -> Array:
    return each(lambda x, y: s.select(s.compare(operator.gt, x, y), x, y), numbers(s, a), numbers(s, b))


def _less_of(s: Scalars, a: Any, b: Any) -> Array:
    return each(lambda x, y: s.select(s.compare(operator.lt, x, y), x, y), numbers(s, a), numbers(s, b))


def _where(s: Scalars, condition: Any, a: Any, b: Any) -> Array:
    chosen = condition
    if not isinstance(condition, bool | np.ndarray) and isinstance(condition, int | list | tuple):
        chosen = np.asarray(condition, dtype=bool)
    return each(s.select, chosen, numbers(s, a), numbers(s, b))


def _variance(s: Scalars, a: Any, axis: Any, ddof: int, keepdims: Any) -> Array:
    array = as_array(numbers(s, a))
    centred = as_array(arithmetic(operator.sub, s, array, _averages(s, array, axis, keepdims=True)))
    return reduction(lambda values: s.divide(s.dot(values, values), len(values) - ddof), centred, axis, keepdims=keepdims)


def _softmax(s: Scalars, a: Any, axis: Any) -> Array:
    weights = IMPLEMENTATIONS["exp"](s, a)
    return each(s.divide, weights, _sum(s, weights, axis, keepdims=True))


def _log_sum_exp(s: Scalars, a: Any, axis: Any, keepdims: Any) -> Array:
    return IMPLEMENTATIONS["log"](s, _sum(s, IMPLEMENTATIONS["exp"](s, a), axis, keepdims))


def _log_softmax(s: Scalars, a: Any, axis: Any) -> Array:
    return arithmetic(operator.sub, s, a, _log_sum_exp(s, a, axis, keepdims=True))


def _norm(s: Scalars, a: Any) -> Array:
    return s.apply("sqrt", _squares(s, a, None, keepdims=False))


def _dot(s: Scalars, a: Any, b: Any) -> Array:
    left, right = as_array(numbers(s, a)), as_array(numbers(s, b))
    if not left.ndim or not right.ndim:
        return arithmetic(operator.mul, s, a, b)
    if right.ndim < 3:
        return matmul(s, left, right)
    moved = np.moveaxis(right, -2, 0)
    flat = matmul(s, left.reshape(-1, left.shape[-1]), moved.reshape(moved.shape[0], -1))
    return flat.reshape(left.shape[:-1] + moved.shape[1:])


def _outer(s: Scalars, a: Any, b: Any) -> Array:
    return arithmetic(operator.mul, s, as_array(a).reshape(-1, 1), as_array(b).reshape(1, -1))


def _trace(s: Scalars, a: Any) -> Array:
    return reduction(s.total, np.diagonal(as_array(numbers(s, a))), -1, keepdims=False)


def _solve(s: Scalars, a: Any, b: Any) -> Array:
    left, right = as_array(numbers(s, a)), as_array(numbers(s, b))
    columns = right[:, None] if right.ndim == 1 else right
    _require_square(left)
    if left.shape[-1] != columns.shape[-2]:
        raise ValueError(f"solve of shapes {left.shape} and {right.shape}")
    stack = np.broadcast_shapes(left.shape[:-2], columns.shape[:-2])
    result = np.empty(stack + columns.shape[-2:], dtype=object)
    for place in np.ndindex(*stack):
        matrix = np.broadcast_to(left, stack + left.shape[-2:])[place]
        try:
            rows = s.solve(matrix.tolist(), np.broadcast_to(columns, result.shape)[place].tolist())
        except ZeroDivisionError:
            raise Undecided("a singular matrix") from None
        result[place] = np.array(rows, dtype=object).reshape(columns.shape[-2:])
    return result[..., 0] if right.ndim == 1 else result


def _inv(s: Scalars, a: Any) -> Array:
    matrix = as_array(a)
    _require_square(matrix)
    return _solve(s, matrix, _eye(s, matrix.shape[-1]))


def _det(s: Scalars, a: Any) -> Array:
    matrix = as_array(numbers(s, a))
    _require_square(matrix)
    result = np.empty(matrix.shape[:-2], dtype=object)
    for place in np.ndindex(*result.shape):
        result[place] = s.det(matrix[place].tolist())
    return bare(result)


def _require_square(matrix: np.ndarray[Any, Any]) -> None:
    if matrix.ndim < 2 or matrix.shape[-1] != matrix.shape[-2]:
        raise ValueError(f"a square matrix, not shape {matrix.shape}")


def _filled(s: Scalars, shape: Any, value: Any) -> Array:
    array = np.empty(sized(shape), dtype=object)
    array[...] = value
    return bare(array)


def _eye(s: Scalars, n: Any) -> Array:
    array = _filled(s, (n, n), 0)
    array[range(n), range(n)] = 1
    return array


def _pick(s: Scalars, a: Any, labels: Any) -> Array:
    return bare(np.take_along_axis(as_array(a), np.asarray(indexes(as_array(labels)))[..., None], axis=-1)[..., 0])


def _one_hot(s: Scalars, labels: Any, classes: Any) -> Array:
    return _eye(s, classes)[indexes(as_array(labels))]


def _rearranged(function: Callable[..., Any]) -> Callable[..., Array]:
    return lambda s, a, *arguments: conditions(bare(function(as_array(a), *arguments)))


_LAYOUT: Final[dict[str, Callable[..., Array]]] = {
    **{name: _rearranged(getattr(np, name)) for name in "transpose swapaxes reshape expand_dims squeeze".split()},
    "diag": _rearranged(np.diag),
    "cumsum": lambda s, a, axis: np.cumsum(as_array(numbers(s, a)), axis),
    "concatenate": lambda s, arrays, axis: np.concatenate([as_array(numbers(s, a)) for a in arrays], axis),
    "stack": lambda s, arrays, axis: np.stack([as_array(numbers(s, a)) for a in arrays], axis),
    "shape": lambda s, a: as_array(a).shape,
    "size": lambda s, a: as_array(a).size,
    "len": lambda s, a: len(a),
    "zeros": lambda s, shape: _filled(s, shape, 0),
    "ones": lambda s, shape: _filled(s, shape, 1),
    "full": _filled,
    "eye": _eye,
    "arange": lambda s, n: np.array(range(sized(n)[0]), dtype=object),
    "one_hot": _one_hot,
    "pick": _pick,
}

IMPLEMENTATIONS: Final[dict[str, Callable[..., Any]]] = {
    **{name: _elementwise(name) for name, spec in FUNCTIONS.items() if spec.elementwise},
    "sum": _sum,
    "mean": _averages,
    "prod": _reducing(_product),
    "max": _reducing(_largest),
    "min": _reducing(partial(_largest, sign=-1)),
    "maximum": _greater_of,
    "minimum": _less_of,
    "where": _where,
    "var": _variance,
    "softmax": _softmax,
    "log_softmax": _log_softmax,
    "logsumexp": _log_sum_exp,
    "norm": _norm,
    "dot": _dot,
    "outer": _outer,
    "trace": _trace,
    "det": _det,
    "inv": _inv,
    "solve": _solve,
    **_LAYOUT,
}
"""By name; called with the scalars, then the arguments in the order of the function's parameters."""
assert IMPLEMENTATIONS.keys() == {name for name, spec in FUNCTIONS.items() if spec.use is Use.EXACT}, IMPLEMENTATIONS.keys()
