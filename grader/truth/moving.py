"""A case whose floating inputs have each moved by one unit in the last place."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING, Any, Final

import msgspec
import numpy as np

from grader.model.case import Function
from grader.truth.definition import FIXED
from grader.truth.tolerance import scales

if TYPE_CHECKING:
    from collections.abc import Iterator

    from grader.model.case import Case, Tree
    from grader.truth.definition import Definition

ULP: Final = float(np.finfo(np.float64).eps)
PATTERNS: Final = 4
"""Sign patterns tried. They come in pairs: random ones, and the same with every other sign turned, so that of two entries both
their sum and their difference are moved. The first pair moves everything. The second moves one input alone: in a product each
factor may undo what another did, and where two products cancel, the first pair shows nothing in a quarter of the cases. In sums
and dot products of 2 to 10 terms that cancel, all four show less than a tenth of the sensitivity in 1.5 % of the cases at most
(simulated); 256 has room for it."""
_ALONE: Final = 1
"""Of the pairs, the one that moves the first input that can be moved, and no other."""


class Trembling(Function, frozen=True):
    """A function that rounds: each value is off by at most `amount` of itself and of `scale`, as `seed` says.

    What divides a difference of values by a small step, as a numerical derivative does, is no better than this. `scale` is the size
    of what goes in: a value that is small because large terms cancel is rounded as they are.
    """

    amount: float
    scale: float
    seed: int

    def errors(self) -> Iterator[float]:
        """Relative errors, in order. Not only up or down: two alike would cancel in a difference."""
        rng = random.Random(self.seed)  # noqa: S311 - rounding errors, not secrets
        while True:
            yield rng.uniform(-self.amount, self.amount)


def moved(definition: Definition, case: Case, patterns: int = PATTERNS) -> Iterator[Case]:
    """The case moved by each pattern; nothing where nothing moves.

    Every entry goes up or down by one ulp of its dtype; Python floats by one of the case's dtype, since NumPy takes them in that;
    whole numbers that stand for reals as the float64 that they are promoted to. A function's values each move by up to one of
    float64, as if it were rounded. Counts, labels, masks, one-hot rows, zeros, infinities and nan stay.
    """
    scale, fixed = scales(definition, case).inputs, {name for name in definition.content.inputs if definition.kind(name) in FIXED}
    for pattern in range(patterns):
        signs, inputs = Signs(case.name, pattern), dict(case.inputs)
        for name, value in case.inputs.items():
            if name not in fixed:
                inputs[name] = _moved(value, case.dtype, scale, signs)
            if pattern // 2 == _ALONE and inputs[name] is not value:
                break
        if any(inputs[name] is not value for name, value in case.inputs.items()):
            yield msgspec.structs.replace(case, inputs=inputs)


class Signs:
    """The signs of one pattern, one after the other."""

    def __init__(self, name: str, pattern: int) -> None:
        self._rng = random.Random(f"{name}/{pattern // 2}")  # noqa: S311 - signs, not secrets
        self._turn = -1 if pattern % 2 else 1
        self._next = 1

    def __call__(self) -> int:
        """1 or -1."""
        sign = self._rng.choice((-1, 1)) * self._next
        self._next *= self._turn
        return sign

    def seed(self) -> int:
        """For errors of another kind."""
        return self._rng.getrandbits(32) * 2 + (self._turn < 0)


def _moved(value: Tree, dtype: str, scale: float, signs: Signs) -> Any:
    if isinstance(value, np.ndarray) and value.dtype.kind in "iu":
        value = value.astype(np.float64)
    if isinstance(value, np.ndarray) and value.dtype.kind == "f":
        up = np.array([signs() for _ in range(value.size)]).reshape(value.shape)
        with np.errstate(all="ignore"):
            step = np.where((value == 0) | ~np.isfinite(value), 0, np.spacing(np.abs(value)))
            return (value + up * step).astype(value.dtype)
    if isinstance(value, float) and value and np.isfinite(value):
        width = np.dtype(dtype) if dtype.startswith("float") else np.dtype(np.float64)
        with np.errstate(all="ignore"):
            ulp = float(np.spacing(width.type(abs(value))))
        return value + signs() * ulp if np.isfinite(ulp) else value
    if isinstance(value, Function):
        return Trembling(value.takes, value.expression, ULP, scale, signs.seed())
    if isinstance(value, tuple | list):
        return type(value)(_moved(part, dtype, scale, signs) for part in value)
    if isinstance(value, dict):
        return {key: _moved(part, dtype, scale, signs) for key, part in value.items()}
    return value


def enlarged(case: Case, copy: Case, factor: float) -> Case:
    """`case` moved as `copy` is, but `factor` times as far, in float64."""
    inputs = {name: _enlarged(value, copy.inputs[name], factor) for name, value in case.inputs.items()}
    return msgspec.structs.replace(copy, inputs=inputs)


def _enlarged(value: Tree, there: Tree, factor: float) -> Any:
    if value is there:
        return value
    if isinstance(value, float):
        return value + factor * (there - value)
    if isinstance(there, Trembling):
        return msgspec.structs.replace(there, amount=factor * there.amount)
    if isinstance(value, np.ndarray):
        start = value.astype(np.float64)
        with np.errstate(all="ignore"):
            return np.where(np.isfinite(start), start + factor * (there.astype(np.float64) - start), start)
    if isinstance(value, tuple | list):
        return type(value)(_enlarged(one, other, factor) for one, other in zip(value, there, strict=True))
    return {key: _enlarged(part, there[key], factor) for key, part in value.items()}
