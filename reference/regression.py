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


def lasso_cd(
    X: Any,
    y: Any,
    lam: float,
    max_iter: int = 1000,
    tol: float = 1e-12,
) -> np.ndarray:
    """Lasso by cyclic coordinate descent on ||y - X w||^2 + lam ||w||_1.

    With all other weights fixed, w_j is least at
    soft(x_j.T r_j, lam / 2) / ||x_j||^2, where r_j is the residual without
    column j and soft(a, t) = sign(a) max(|a| - t, 0). Source: Friedman,
    Hastie, Hoefling and Tibshirani, Pathwise coordinate optimization, Annals
    of Applied Statistics 1(2), 2007.

    Args:
        X: Inputs, (N, D): one sample a row. Integers become float64.
        y: Targets, (N,).
        lam: Weight of the penalty, at least 0.
        max_iter: Most sweeps over the columns.
        tol: A sweep that moves no weight by more than this is the last.

    Returns:
        The weights, (D,), float64; 0.0 where a weight is zero.

    Raises:
        ValueError: If lam is negative.
    """
    if lam < 0:
        raise ValueError(f"lam must be at least 0, not {lam}")
    X = np.asarray(X, dtype=np.float64)
    residual = np.array(y, dtype=np.float64)
    w = np.zeros(X.shape[1])
    if lam >= 2 * np.max(np.abs(X.T @ residual), initial=0.0):
        return w  # rounding in a sweep could miss it at equality
    squares = np.sum(X * X, axis=0)
    for _ in range(max_iter):
        moved = 0.0
        for j in np.flatnonzero(squares):
            rho = X[:, j] @ residual + squares[j] * w[j]
            size = max(abs(rho) - lam / 2, 0.0) / squares[j]
            new = np.copysign(size, rho) if size else 0.0
            residual -= X[:, j] * (new - w[j])
            moved = max(moved, abs(new - w[j]))
            w[j] = new
        if moved <= tol:
            break
    return w


def lasso_cd_gram(
    X: Any,
    y: Any,
    lam: float,
    max_iter: int = 1000,
    tol: float = 1e-12,
) -> np.ndarray:
    """A second witness of `lasso_cd`: no residual, only products of columns.

    Each weight is where one side of the parabola plus absolute value is flat,
    or 0. That the last sweep is at the minimum is for the KKT conditions.

    Args:
        X: Inputs, (N, D).
        y: Targets, (N,).
        lam: Weight of the penalty, at least 0.
        max_iter: Most sweeps over the columns.
        tol: A sweep that moves no weight by more than this is the last.

    Returns:
        The weights, (D,), float64.

    Raises:
        ValueError: If lam is negative.
    """
    if lam < 0:
        raise ValueError(f"lam must be at least 0, not {lam}")
    X, y = np.asarray(X, dtype=np.float64), np.asarray(y, dtype=np.float64)
    gram, right = X.T @ X, X.T @ y
    w = np.zeros(len(right))
    sweep, moved = 0, np.inf
    while sweep < max_iter and moved > tol:
        before = w.copy()
        for j in range(len(w)):
            if gram[j, j] > 0:
                pull = right[j] - gram[j] @ w + gram[j, j] * w[j]
                high = (pull - lam / 2) / gram[j, j]
                low = (pull + lam / 2) / gram[j, j]
                w[j] = max(high, 0.0) + min(low, 0.0)
        sweep, moved = sweep + 1, np.max(np.abs(w - before), initial=0.0)
    return w
