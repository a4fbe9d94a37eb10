"""References of the track regression: NumPy only."""

from __future__ import annotations

import numpy as np


def mse_loss_and_grad(X, y, w):
    """`|X w - y|**2 / n` and its gradient in w."""
    X, y, w = (np.asarray(a, dtype=float) for a in (X, y, w))
    if y.ndim != 1 or len(y) != len(X):
        raise ValueError(f"one target for each of {len(X)} rows, not {y.shape}")
    residual = X @ w - y
    return float(residual @ residual / len(y)), 2 * X.T @ residual / len(y)


def ols(X, y):
    """The w that minimises |X w - y|; ValueError unless the columns of X are independent (rank as in `matrix_rank`)."""
    X, y = np.asarray(X, dtype=float), np.asarray(y, dtype=float)
    w, _, rank, _ = np.linalg.lstsq(X, y, rcond=None)
    if rank < X.shape[1]:
        raise ValueError("the columns of X are dependent: w is not unique")
    return w


def fit_linear(X, y):
    """Least squares with an intercept: weights (d,), of least norm on centred data, and the intercept. Constant columns weigh 0."""
    X, y = np.asarray(X, dtype=float), np.asarray(y, dtype=float)
    means, mean = _mean(X), _mean(y)
    w = np.linalg.lstsq(X - means, y - mean, rcond=None)[0]
    return w, float(mean - means @ w)


def ridge(X, y, lam=1.0):
    """The w that minimises `|X w - y|**2 + lam |w|**2`, by its normal equation."""
    if not lam >= 0:
        raise ValueError(f"lam must be at least 0, not {lam}")
    X, y = np.asarray(X, dtype=float), np.asarray(y, dtype=float)
    return np.linalg.solve(X.T @ X + lam * np.eye(X.shape[1]), X.T @ y)


def soft_threshold(x, t):
    """`sign(x) max(|x| - t, 0)` in the floating dtype of x."""
    if not t >= 0:
        raise ValueError(f"t must be at least 0, not {t}")
    x = np.asarray(x)
    wide = x.astype(float)
    # Rounded once, at the end.
    return (np.sign(wide) * np.maximum(np.abs(wide) - t, 0.0)).astype(x.dtype if x.dtype.kind == "f" else float)


def lasso_cd(X, y, lam, max_iter=1000, tol=1e-10):
    """Cyclic coordinate descent on `|X w - y|**2 + lam |w|_1` from w = 0, until no weight moves by more than tol in a sweep."""
    if not lam >= 0:
        raise ValueError(f"lam must be at least 0, not {lam}")
    X, residual = np.asarray(X, dtype=float), np.array(y, dtype=float)
    w = np.zeros(X.shape[1])
    if lam >= 2 * np.abs(X.T @ residual).max(initial=0.0):
        # Zero is the minimum; at equality rounding in the sweep could miss it.
        return w
    squares = np.sum(X * X, axis=0)
    for _ in range(max_iter):
        largest_move = 0.0
        for j in np.flatnonzero(squares):
            rho = X[:, j] @ residual + squares[j] * w[j]
            new = np.sign(rho) * max(abs(rho) - lam / 2, 0.0) / squares[j]
            residual -= X[:, j] * (new - w[j])
            largest_move = max(largest_move, abs(new - w[j]))
            w[j] = new
        if largest_move <= tol:
            break
    return w


def lasso_ista(X, y, lam, num_iters=500):
    """`num_iters` steps of proximal gradient descent on `|X w - y|**2 + lam |w|_1` from w = 0, step 1 / (2 sigma_max(X)**2)."""
    if not lam >= 0:
        raise ValueError(f"lam must be at least 0, not {lam}")
    X, y = np.asarray(X, dtype=float), np.asarray(y, dtype=float)
    w = np.zeros(X.shape[1])
    L = 2 * np.linalg.norm(X, 2) ** 2
    if L == 0:
        return w
    for _ in range(num_iters):
        z = w - 2 * X.T @ (X @ w - y) / L
        w = np.sign(z) * np.maximum(np.abs(z) - lam / L, 0.0)
    return w


def _mean(values):
    """Mean over the first axis, exact where all entries are equal."""
    return np.where(values.max(axis=0) == values.min(axis=0), values[0], values.mean(axis=0))
