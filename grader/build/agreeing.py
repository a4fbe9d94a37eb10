"""Values that an author gives beside those that are computed."""

from __future__ import annotations

from typing import TYPE_CHECKING

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


def rounding(value: Tree) -> Tree:
    """Tolerances for a value that only the author gives: rounding alone."""
    if isinstance(value, dict):
        return {key: rounding(part) for key, part in value.items()}
    if isinstance(value, tuple | list):
        return type(value)(rounding(part) for part in value)
    if isinstance(value, str | bool) or value is None:
        return None
    with np.errstate(all="ignore"):
        size = np.abs(np.asarray(value, dtype=np.float64))
    return np.where(np.isfinite(size), 256 * np.finfo(np.float64).eps * size, 0.0)
