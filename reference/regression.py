"""References of the track regression: NumPy only, shown beside an answer that passed."""

from __future__ import annotations

from typing import Any

import numpy as np


def ridge(X: Any, y: Any, lam: float = 1.0) -> np.ndarray:
    """Ridge regression: the w that minimises ||y - X w||^2 + lam ||w||^2.

    The gradient 2 X.T (X w - y) + 2 lam w is zero where
    (X.T X + lam I) w = X.T y; for lam > 0 that matrix is positive definite
    whatever the shape of X. Source: Hoerl and Kennard, Ridge regression,
    Technometrics 12(1), 1970.

    Args:
        X: Inputs, (N, D): one sample a row. Integers become float64.
        y: Targets, (N,).
        lam: Weight of the penalty, at least 0.

    Returns:
        The weights, (D,), float64.

    Raises:
        ValueError: If lam is negative.
    """
    if lam < 0:
        raise ValueError(f"lam must be at least 0, not {lam}")
    X = np.asarray(X, dtype=np.float64)
    y = np.asarray(y, dtype=np.float64)
    return np.linalg.solve(X.T @ X + lam * np.eye(X.shape[1]), X.T @ y)
