"""`mpmath.diff` as a witness: derivatives from values alone, at twice the digits."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING, Any

import numpy as np
from mpmath import mp

from grader.truth.arrays import as_array
from grader.truth.evaluating import environment
from grader.truth.reals import Reals
from grader.truth.returns import Derivative, Part, Several

if TYPE_CHECKING:
    from collections.abc import Iterator

    from grader.model.case import Case, Tree
    from grader.truth.definition import Definition
    from grader.truth.evaluating import Bound

Place = tuple[int, ...]


def check_by_differences(definition: Definition, case: Case, bound: Bound, got: Tree, *, every: bool) -> float:
    """The largest relative gap between the derivatives in `got` and differences: of every entry, or along one random direction.

    Raises:
        NotCertified: if a gap is too large.
    """
    from grader.truth.certifying import DIFFERENCES, DIGITS, require_agreement

    rng = random.Random(case.name)  # noqa: S311 - directions, not secrets
    largest = 0.0
    with mp.workdps(DIGITS):
        for part, tree in _derivatives(definition.result, got):
            for name in part.wrt:
                array = as_array(tree if part.form == "one" else tree[name if part.form == "dict" else part.wrt.index(name)])
                witness = _Differences(definition, bound, part, name, rng)
                ours, theirs = witness.every(array) if every else witness.one(array)
                what = f"the derivative of `{part.of}` by `{name}`"
                largest = max(largest, require_agreement(what, case.name, ours, theirs, DIFFERENCES))
    return largest


def _derivatives(part: Part, tree: Any) -> Iterator[tuple[Derivative, Any]]:
    if isinstance(part, Derivative):
        yield part, tree
    elif isinstance(part, Several):
        for position, inner in enumerate(part.parts):
            yield from _derivatives(inner, tree[position if part.keys is None else part.keys[position]])


class _Differences:
    """One derivative, as a function of numbers added to entries of its variable."""

    def __init__(self, definition: Definition, bound: Bound, part: Derivative, name: str, rng: random.Random) -> None:
        self.definition, self.bound, self.part, self.name = definition, bound, part, name
        env = environment(definition, bound, Reals())
        self.shape = np.shape(env[name])
        self.of_shape = np.shape(env[part.of])
        # An array-valued function is seen through one random combination of its entries.
        self.weights = np.array([mp.mpf(rng.randint(1, 99)) / 64 for _ in range(as_array(env[part.of]).size)], dtype=object)
        self.direction = np.array([mp.mpf(rng.randint(-99, 99)) / 64 for _ in range(as_array(env[name]).size)], dtype=object)

    def value(self, added: np.ndarray[Any, Any]) -> Any:
        """The combination at the point with `added` to the variable's entries."""

        def change(value: Any) -> Any:
            array = as_array(value)
            sums = np.array([mp.mpf(x) + y for x, y in zip(array.flat, added, strict=True)], dtype=object).reshape(array.shape)
            return sums if array.ndim else sums[()]

        env = environment(self.definition, self.bound, Reals(), {self.name: change})
        if not self.of_shape:
            return mp.mpf(env[self.part.of])
        return mp.fdot(zip(self.weights, as_array(env[self.part.of]).flat, strict=True))

    def along(self, *directions: np.ndarray[Any, Any]) -> Any:
        """The derivative along one direction, or the mixed one along two."""
        if len(directions) == 1:
            return mp.diff(lambda t: self.value(t * directions[0]), 0)
        if all(a == b for a, b in zip(*directions, strict=True)):
            return mp.diff(lambda t: self.value(t * directions[0]), 0, 2)
        return mp.diff(lambda t, u: self.value(t * directions[0] + u * directions[1]), (0, 0), (1, 1))

    def combined(self, array: np.ndarray[Any, Any]) -> np.ndarray[Any, Any]:
        """Our derivative in the same combination: with one row for each entry of the variable (and one column, for a Hessian)."""
        size = self.direction.size
        if self.part.order == 2:
            return array.reshape(size, size)
        if self.part.over == "last":
            rows = zip(self.weights.reshape(-1, self.of_shape[-1]), array.reshape(-1, *array.shape[-2:]), strict=True)
            return np.stack([np.dot(weights, jacobian) for weights, jacobian in rows]).reshape(size)
        weights = self.weights if self.of_shape else np.array([1], dtype=object)
        return np.asarray(np.dot(weights, array.reshape(len(weights), size)))

    def every(self, array: np.ndarray[Any, Any]) -> tuple[np.ndarray[Any, Any], np.ndarray[Any, Any]]:
        """Ours and theirs for every entry of the variable."""
        units = np.array([[mp.mpf(i == j) for j in range(self.direction.size)] for i in range(self.direction.size)], dtype=object)
        if self.part.order == 2:
            theirs = [self.along(a, b) for a in units for b in units]
        else:
            theirs = [self.along(unit) for unit in units]
        return self.combined(array).ravel(), np.array(theirs, dtype=object)

    def one(self, array: np.ndarray[Any, Any]) -> tuple[Any, Any]:
        """Ours and theirs along the random direction."""
        ours, direction = self.combined(array), self.direction
        if self.part.order == 2:
            return direction @ ours @ direction, self.along(direction, direction)
        return direction @ ours, self.along(direction)
