# expect: WRONG
import numpy as np


def ridge(X, y, lam=1.0):
    if lam < 0:
        raise ValueError("lam")
    X = X.astype(np.float32)
    y = y.astype(np.float32)
    A = X.T @ X + np.float32(lam) * np.eye(X.shape[1], dtype=np.float32)
    return np.linalg.solve(A, X.T @ y).astype(np.float64)
