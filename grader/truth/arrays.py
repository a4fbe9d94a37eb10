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
    if not any(isinstance(operand, np.ndarray) for operand in operands):
        return function(*operands)
    return np.frompyfunc(function, len(operands), 1)(*operands)


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


def reduction(gather: Callable[[Sequence[Any]], Any], array: np.ndarray[Any, Any], axis: Any, *, keepdims: bool) -> Array:
    """`gather` of the entries along `axis` (None: all axes), laid out as NumPy does."""
    given = range(array.ndim) if axis is None else axis if isinstance(axis, tuple) else (axis,)
    axes = np.lib.array_utils.normalize_axis_tuple(tuple(map(operator.index, given)), array.ndim)
    kept = tuple(n for position, n in enumerate(array.shape) if position not in axes)
    rows = np.moveaxis(array, axes, range(-len(axes), 0)) if axes else array[..., None]
    rows = rows.reshape(math.prod(kept), math.prod(array.shape[position] for position in axes))
    result = np.empty(len(rows), dtype=object)
    for position, row in enumerate(rows):
        result[position] = gather(row.tolist())
    shape = tuple(1 if position in axes else n for position, n in enumerate(array.shape)) if keepdims else kept
    return bare(result.reshape(shape))


def matmul(s: Scalars, a: Any, b: Any) -> Array:
    """`a @ b`, with NumPy's rules for vectors and stacks.

    Raises:
        ValueError: if the shapes do not fit.
    """
    left, right = as_array(numbers(s, a)), as_array(numbers(s, b))
    if not left.ndim or not right.ndim:
        raise ValueError("@ of a number")
    rows = left[None, :] if left.ndim == 1 else left
    columns = np.swapaxes(right[:, None] if right.ndim == 1 else right, -1, -2)
    if rows.shape[-1] != columns.shape[-1]:
        raise ValueError(f"@ of shapes {left.shape} and {right.shape}")
    stack = np.broadcast_shapes(rows.shape[:-2], columns.shape[:-2])
    rows, columns = np.broadcast_to(rows, stack + rows.shape[-2:]), np.broadcast_to(columns, stack + columns.shape[-2:])
    result = np.empty((*stack, rows.shape[-2], columns.shape[-2]), dtype=object)
    for place in np.ndindex(*stack):
        ys = columns[place].tolist()
        for i, x in enumerate(rows[place].tolist()):
            for j, y in enumerate(ys):
                result[(*place, i, j)] = s.dot(x, y)
    if right.ndim == 1:
        result = result[..., 0]
    elif left.ndim == 1:
        return bare(result[..., 0, :])
    return bare(result[..., 0] if left.ndim == 1 else result)
