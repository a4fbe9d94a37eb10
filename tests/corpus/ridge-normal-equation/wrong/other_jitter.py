# expect: WRONG
import numpy as np


def ridge(X, y, lam=1.0):
    if lam < 0:
        raise ValueError("lam")
    return np.linalg.solve(X.T @ X + (lam + 1e-6) * np.eye(X.shape[1]), X.T @ y)
