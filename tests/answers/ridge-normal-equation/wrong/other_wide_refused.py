# expect: WRONG
import numpy as np


def ridge(X, y, lam=1.0):
    n, d = X.shape
    if lam < 0 or n < d:
        raise ValueError("not enough samples")
    return np.linalg.solve(X.T @ X + lam * np.eye(d), X.T @ y)
