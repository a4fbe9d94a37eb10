# expect: PASS
import numpy as np


def ridge(X, y, lam=1.0):
    """The smaller of the primal and the dual system."""
    if lam < 0:
        raise ValueError("lam")
    X = np.asarray(X, dtype=float)
    n, d = X.shape
    if n >= d:
        return np.linalg.solve(X.T @ X + lam * np.eye(d), X.T @ y)
    return X.T @ np.linalg.solve(X @ X.T + lam * np.eye(n), y)
