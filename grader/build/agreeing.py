"""Values that an author gives beside those that are computed."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Final

import numpy as np

if TYPE_CHECKING:
    from grader.model.case import Tree


def agree(given: Tree, computed: Tree, tolerance: Tree) -> bool:
    """Whether what the author wrote is what was computed: within the tolerance of the case, or as rounded to ten digits."""
    if isinstance(computed, dict):
        return isinstance(given, dict) and all(
            key in given and agree(given[key], computed[key], tolerance[key]) for key in computed
        )
    if isinstance(computed, tuple | list):
        return isinstance(given, tuple | list) and len(given) == len(computed) and all(map(agree, given, computed, tolerance))
    if isinstance(computed, str) or computed is None:
        return bool(given == computed)
    a, b = np.asarray(given, dtype=np.float64), np.asarray(computed, dtype=np.float64)
    allowed = 0.0 if tolerance is None else np.asarray(tolerance, dtype=np.float64)
    if a.shape != b.shape:
        return False
    with np.errstate(all="ignore"):
        near = np.abs(a - b) <= np.maximum(allowed, 1e-10 * np.abs(b))
        return bool(np.all(near | (a == b) | (np.isnan(a) & np.isnan(b))))


ROUGH: Final = 1e-6
"""Far above what rounding does to a reference in float64, and far below what a person sees."""


def rounding(value: Tree, rtol: float = 256 * sys.float_info.epsilon) -> Tree:
    """Tolerances for a value that is not the truth's own: `rtol` of each entry, and as much of the largest where that is rough."""
    if isinstance(value, dict):
        return {key: rounding(part, rtol) for key, part in value.items()}
    if isinstance(value, tuple | list):
        return type(value)(rounding(part, rtol) for part in value)
    if isinstance(value, str | bool) or value is None:
        return None
    with np.errstate(all="ignore"):
        size = np.abs(np.asarray(value, dtype=np.float64))
        largest = np.max(size, initial=0.0, where=np.isfinite(size)) if rtol >= ROUGH else 0.0
    return np.where(np.isfinite(size), rtol * np.maximum(size, 1e-3 * largest), 0.0)


def roughness(dtype: str) -> float:
    """The relative tolerance at which a reference stands in for the truth, for inputs of this dtype."""
    return max(ROUGH, 64 * float(np.finfo(dtype).eps)) if dtype.startswith("float") else ROUGH
