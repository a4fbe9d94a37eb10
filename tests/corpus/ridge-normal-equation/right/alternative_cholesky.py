# expect: PASS
import numpy as np


def ridge(X, y, lam=1.0):
    """Cholesky."""
    if lam < 0:
        raise ValueError("lam")
    X = np.asarray(X, dtype=float)
    L = np.linalg.cholesky(X.T @ X + lam * np.eye(X.shape[1]))
    return np.linalg.solve(L.T, np.linalg.solve(L, X.T @ y))
