"""A case whose floating inputs have each moved by one unit in the last place."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING, Any, Final

import msgspec
import numpy as np

from grader.truth.definition import FIXED

if TYPE_CHECKING:
    from collections.abc import Iterator

    from grader.model.case import Case, Tree
    from grader.truth.definition import Definition

PATTERNS: Final = 2
"""Random sign patterns tried. That both show less than a tenth of the sensitivity has a chance under 1 %; 256 has room for it."""


def moved(definition: Definition, case: Case, patterns: int = PATTERNS) -> Iterator[Case]:
    """The case moved by each pattern; nothing where nothing moves.

    Every entry goes up or down by one ulp of its dtype; Python floats by one of the case's dtype, since NumPy takes them in that;
    whole numbers that stand for reals as the float64 that they are promoted to. Counts, labels, masks, one-hot rows, zeros, infinities
    and nan stay.
    """
    for pattern in range(patterns):
        rng = random.Random(f"{case.name}/{pattern}")  # noqa: S311 - signs, not secrets
        inputs = {
            name: value if name in definition.content.inputs and definition.kind(name) in FIXED else _moved(value, case.dtype, rng)
            for name, value in case.inputs.items()
        }
        if any(inputs[name] is not value for name, value in case.inputs.items()):
            yield msgspec.structs.replace(case, inputs=inputs)


def _moved(value: Tree, dtype: str, rng: random.Random) -> Any:
    if isinstance(value, np.ndarray) and value.dtype.kind in "iu":
        value = value.astype(np.float64)
    if isinstance(value, np.ndarray) and value.dtype.kind == "f":
        signs = np.array([rng.choice((-1, 1)) for _ in range(value.size)]).reshape(value.shape)
        with np.errstate(all="ignore"):
            step = np.where((value == 0) | ~np.isfinite(value), 0, np.spacing(np.abs(value)))
            return (value + signs * step).astype(value.dtype)
    if isinstance(value, float) and value and np.isfinite(value):
        width = np.dtype(dtype) if dtype.startswith("float") else np.dtype(np.float64)
        with np.errstate(all="ignore"):
            ulp = float(np.spacing(width.type(abs(value))))
        return value + rng.choice((-1, 1)) * ulp if np.isfinite(ulp) else value
    if isinstance(value, tuple | list):
        return type(value)(_moved(part, dtype, rng) for part in value)
    if isinstance(value, dict):
        return {key: _moved(part, dtype, rng) for key, part in value.items()}
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
    if isinstance(value, np.ndarray):
        start = value.astype(np.float64)
        with np.errstate(all="ignore"):
            return np.where(np.isfinite(start), start + factor * (there.astype(np.float64) - start), start)
    if isinstance(value, tuple | list):
        return type(value)(_enlarged(one, other, factor) for one, other in zip(value, there, strict=True))
    return {key: _enlarged(part, there[key], factor) for key, part in value.items()}
