"""Results that are right up to a freedom: which of them is nearest to the expected one.

A freedom (`canonical`) says that some vectors of the result may be turned: each into its negative, into another order, or within
the span of those whose values are equal. Other parts may follow. To align is to undo the turn, so that what is left can be compared
entry by entry; what is no turn of the right result stays wrong, because an orthogonal matrix keeps lengths and angles.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import numpy as np

from grader.model.content import Freedom, Placed
from grader.model.enums import Canonical

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from grader.model.case import Tree
    from grader.model.content import CodeContent

Array = Any
Key = int | str | None

EQUAL: Final = 1e-8
"""Values that differ by less than this, relative to the largest, are one: their vectors span a subspace."""
CROSSWISE: Final = 1e-6
"""Cosine below which two vectors say nothing about each other's sign."""


def freedom(content: CodeContent) -> Freedom | None:
    """The freedom of an exercise, written out where only a word is given."""
    given = content.canonical
    return given if given is None or isinstance(given, Freedom) else Freedom(free=given)


def align(free: Freedom | None, expected: Tree, got: Tree) -> Tree:
    """`got`, turned as near to `expected` as its freedom allows; as it is where its form does not fit, or it is not finite."""
    if free is None:
        return got
    place = _named(free, expected)
    wanted, given = _array(_part(expected, place.part)), _array(_part(got, place.part))
    if wanted is None or given is None or wanted.shape != given.shape or not wanted.ndim or not np.isfinite(given).all():
        return got
    single = wanted.ndim == 1 and free.free is not Canonical.ORDER
    groups = _groups(free, place, expected, 1 if single else _stack(wanted, place, single=single).shape[0])
    turn = _turn(free.free, groups, _stack(wanted, place, single=single), _stack(given, place, single=single))
    for moving in (place, *free.follow):
        part, beside = _array(_part(got, moving.part)), _array(_part(expected, moving.part))
        if part is not None and beside is not None and part.shape == beside.shape and part.ndim:
            got = _replaced(got, moving.part, _turned(part, moving, turn, single=single))
    return got


def degenerate(free: Freedom, expected: Tree) -> bool:
    """Whether some vectors of the expected result have equal values, so that they may mix."""
    place = _named(free, expected)
    vectors = _array(_part(expected, place.part))
    if vectors is None or vectors.ndim < 2:
        return False
    return any(len(group) > 1 for group in _groups(free, place, expected, len(_stack(vectors, place, single=False))))


def _named(free: Freedom, expected: Tree) -> Placed:
    """The place of the vectors: as it is said, or the first of the parts with most axes."""
    place = free.vectors
    if place.part is not None or not isinstance(expected, dict | tuple | list):
        return place
    keys = list(expected) if isinstance(expected, dict) else range(len(expected))
    return Placed(part=max(keys, key=lambda key: np.ndim(_number(expected[key])), default=None), along=place.along)


def _number(value: Tree) -> Any:
    return value if isinstance(value, np.ndarray) else 0.0


def _part(tree: Tree, key: Key) -> Any:
    if key is None:
        return tree
    try:
        return tree[key]
    except (TypeError, KeyError, IndexError):
        return None


def _array(value: Any) -> Array | None:
    """Real numbers that can change their sign."""
    return value if isinstance(value, np.ndarray) and value.dtype.kind in "fi" else None


def _replaced(tree: Tree, key: Key, value: Any) -> Tree:
    if key is None:
        return value
    if isinstance(tree, dict):
        return {**tree, key: value}
    return type(tree)(value if position == key else part for position, part in enumerate(tree))


def _stack(array: Array, place: Placed, *, single: bool) -> Array:
    """The vectors, one a row of a matrix; `single`: an array of one axis is one vector, else each of its entries."""
    if array.ndim == 1:
        return array[None, :] if single else array[:, None]
    front = np.moveaxis(array, 0 if place.along == "rows" else -1, 0)
    return front.reshape(front.shape[0], -1)


def _turned(array: Array, place: Placed, turn: Callable[[Array], Array], *, single: bool) -> Array:
    if array.ndim == 1:
        return turn(_stack(array, place, single=single)).reshape(array.shape)
    axis = 0 if place.along == "rows" else -1
    front = np.moveaxis(array, axis, 0)
    return np.ascontiguousarray(np.moveaxis(turn(_stack(array, place, single=single)).reshape(front.shape), 0, axis))


def _groups(free: Freedom, place: Placed, expected: Tree, count: int) -> list[list[int]]:
    """Indexes of vectors that may mix."""
    alone = [[i] for i in range(count)]
    if free.free is not Canonical.SUBSPACE:
        return alone
    values = _values(free, place, expected, count)
    if values is None:
        return alone
    order = np.argsort(values, kind="stable")
    near = EQUAL * np.max(np.abs(values), initial=0.0)
    groups: list[list[int]] = []
    for i in order:
        if groups and values[i] - values[groups[-1][-1]] <= near:
            groups[-1].append(int(i))
        else:
            groups.append([int(i)])
    return groups


def _values(free: Freedom, place: Placed, expected: Tree, count: int) -> Array | None:
    """The number of each vector: the part that is named, else the only other part that has one for each."""
    if free.values is not None:
        named = _array(_part(expected, free.values))
        return named if named is not None and named.shape == (count,) else None
    keys: Any = list(expected) if isinstance(expected, dict) else range(len(expected)) if isinstance(expected, tuple | list) else ()
    fitting = [expected[key] for key in keys if key != place.part and np.shape(_number(expected[key])) == (count,)]
    return fitting[0] if len(fitting) == 1 else None


def _turn(kind: Canonical, groups: list[list[int]], wanted: Array, given: Array) -> Callable[[Array], Array]:
    """What brings the rows of `given` nearest to those of `wanted`, as a function of any rows."""
    if kind is Canonical.ORDER:
        order = _order(wanted, given)
        return lambda rows: rows[order] if len(rows) == len(order) else rows
    steps = list(_rotations(groups, wanted, given))

    def turn(rows: Array) -> Array:
        if len(rows) != len(wanted):
            return rows
        turned = np.array(rows)
        for group, matrix in steps:
            if matrix.size == 1:
                turned[group] = turned[group] * rows.dtype.type(matrix[0, 0])
            elif rows.dtype.kind == "f":
                with np.errstate(all="ignore"):  # a wrong answer may hold anything
                    turned[group] = matrix @ rows[group]
        return turned

    return turn


def _rotations(groups: list[list[int]], wanted: Array, given: Array) -> Iterator[tuple[list[int], Array]]:
    for group in groups:
        if len(group) == 1:
            yield group, np.array([[_sign(wanted[group[0]], given[group[0]])]])
        else:
            # Orthogonal Procrustes: P. H. Schoenemann, Psychometrika 31, 1966.
            left, _, right = np.linalg.svd(wanted[group].astype(np.float64) @ given[group].astype(np.float64).T)
            yield group, left @ right


def _sign(wanted: Array, given: Array) -> float:
    """1 or -1. Of two vectors at a right angle, which only a wrong result has, the one whose largest entry is positive."""
    with np.errstate(all="ignore"):
        product, length = float(wanted @ given), float(np.sqrt((wanted @ wanted) * (given @ given)))
    if abs(product) > CROSSWISE * length or not given.any():
        return -1.0 if product < 0 else 1.0
    sizes = np.abs(given)
    return -1.0 if given[np.argmax(sizes >= (1 - CROSSWISE) * sizes.max())] < 0 else 1.0


def _order(wanted: Array, given: Array) -> list[int]:
    """For each wanted row the given row that stands for it: nearest pairs first."""
    with np.errstate(all="ignore"):
        gaps = np.sum((wanted[:, None, :].astype(np.float64) - given[None, :, :]) ** 2, axis=-1)
    gaps = np.where(np.isnan(gaps), np.inf, gaps)
    order, taken = [-1] * len(wanted), [False] * len(given)
    for flat in np.argsort(gaps, axis=None, kind="stable"):
        i, j = divmod(int(flat), len(given))
        if order[i] < 0 and not taken[j]:
            order[i], taken[j] = j, True
    return order
