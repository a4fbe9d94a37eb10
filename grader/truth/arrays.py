"""Arrays of any kind of number: NumPy's shapes, our scalars.

Arrays are numpy arrays of dtype object, or of bool where entries are conditions; a result without axes is the number itself.
"""

from __future__ import annotations

import math
import operator
from functools import partial
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from grader.truth.errors import Undecided

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from grader.truth.scalars import Scalars

Array = Any
"""An object array, or one number."""

MAX_SIZE: Final = 1_000_000
"""Entries of an array that a program makes."""

_UFUNCS: Final = {operator.add: np.add, operator.sub: np.subtract, operator.mul: np.multiply}


def each(function: Callable[..., Any], *operands: Array) -> Array:
    """`function` of every entry, operands broadcast."""
    for operand in operands:
        if isinstance(operand, np.ndarray):
            return np.frompyfunc(function, len(operands), 1)(*operands)
    return function(*operands)


def as_array(value: Any) -> np.ndarray[Any, Any]:
    """An array of dtype object (bool stays), whatever `value` is."""
    if isinstance(value, np.ndarray):
        return value
    if isinstance(value, tuple | list):
        return np.stack([as_array(part) for part in value]) if value else np.empty(0, dtype=object)
    box = np.empty((), dtype=object)
    box[()] = value
    return box


def bare(array: np.ndarray[Any, Any]) -> Array:
    """The entry itself in place of an array without axes."""
    if array.ndim:
        return array
    return bool(array) if array.dtype == bool else array[()]


def numbers(s: Scalars, value: Any) -> Array:
    """`value` as something to calculate with: lists become arrays, conditions 0 or 1."""
    if isinstance(value, tuple | list):
        value = as_array(value)
    if isinstance(value, np.ndarray):
        return each(s.number, value) if value.dtype == bool or s.symbolic else value
    return s.number(value)


def conditions(result: Any) -> Any:
    """An array of bool if every entry is one; symbols have conditions of another kind."""
    if isinstance(result, np.ndarray) and result.dtype == object and all(isinstance(entry, bool) for entry in result.flat):
        return result.astype(bool)
    return result


def indexes(value: Any) -> Any:
    """`value` as numpy takes it in `a[value]`: arrays of whole numbers, masks as they are."""
    if isinstance(value, np.ndarray) and value.dtype == object:
        return value.astype(np.intp)
    if isinstance(value, tuple):
        return tuple(indexes(part) for part in value)
    return np.asarray(value) if isinstance(value, list) else value


def sized(shape: Any) -> tuple[int, ...]:
    """A shape given as a number, tuple or list.

    Raises:
        Undecided: if an array of it would be too large.
    """
    lengths = tuple(int(n) for n in shape) if isinstance(shape, tuple | list) else (int(shape),)
    if math.prod(lengths) > MAX_SIZE:
        raise Undecided(f"an array of shape {lengths} is too large")
    return lengths


def arithmetic(function: Callable[[Any, Any], Any], s: Scalars, a: Any, b: Any) -> Array:
    """+ - * of numbers or arrays; numpy's own loops call the operators of the entries."""
    a, b = numbers(s, a), numbers(s, b)
    if isinstance(a, np.ndarray) or isinstance(b, np.ndarray):
        return _UFUNCS[function](as_array(a), as_array(b))
    return function(a, b)


def compare(holds: Callable[[Any, Any], Any], s: Scalars, a: Any, b: Any) -> Any:
    """A comparison entry by entry."""
    return conditions(each(partial(s.compare, holds), numbers(s, a), numbers(s, b)))


def packed(values: Sequence[Any], shape: tuple[int, ...]) -> Array:
    """An object array of `values`, in order; the one value for an empty shape."""
    array = np.empty(len(values), dtype=object)
    array[:] = values
    return bare(array.reshape(shape))


def reduction(gather: Callable[[Sequence[Any]], Any], array: np.ndarray[Any, Any], axis: Any, *, keepdims: bool) -> Array:
    """`gather` of the entries along `axis` (None: all axes), laid out as NumPy does."""
    if axis is None:
        return packed([gather(array.ravel().tolist())], (1,) * array.ndim if keepdims else ())
    given = axis if isinstance(axis, tuple) else (axis,)
    axes = np.lib.array_utils.normalize_axis_tuple(tuple(map(operator.index, given)), array.ndim)
    kept = tuple(position for position in range(array.ndim) if position not in axes)
    shape = tuple(array.shape[position] for position in kept)
    rows = array.transpose(kept + axes).reshape(math.prod(shape), math.prod(array.shape[position] for position in axes))
    values = [gather(row) for row in rows.tolist()]
    return packed(values, tuple(1 if position in axes else n for position, n in enumerate(array.shape)) if keepdims else shape)


def matmul(s: Scalars, a: Any, b: Any) -> Array:
    """`a @ b`, with NumPy's rules for vectors and stacks.

    Raises:
        ValueError: if the shapes do not fit.
    """
    left, right = as_array(numbers(s, a)), as_array(numbers(s, b))
    if not left.ndim or not right.ndim:
        raise ValueError("@ of a number")
    rows = left[None, :] if left.ndim == 1 else left
    columns = right[None, :] if right.ndim == 1 else right.swapaxes(-1, -2)
    if rows.shape[-1] != columns.shape[-1]:
        raise ValueError(f"@ of shapes {left.shape} and {right.shape}")
    shape = left.shape[-2:-1] + (right.shape[-1:] if right.ndim > 1 else ())
    if left.ndim <= 2 and right.ndim <= 2:
        return packed(_products(s, rows, columns), shape)
    stack = np.broadcast_shapes(rows.shape[:-2], columns.shape[:-2])
    rows, columns = np.broadcast_to(rows, stack + rows.shape[-2:]), np.broadcast_to(columns, stack + columns.shape[-2:])
    return packed([value for place in np.ndindex(*stack) for value in _products(s, rows[place], columns[place])], stack + shape)


def _products(s: Scalars, rows: np.ndarray[Any, Any], columns: np.ndarray[Any, Any]) -> list[Any]:
    ys = columns.tolist()
    return [s.dot(x, y) for x in rows.tolist() for y in ys]
