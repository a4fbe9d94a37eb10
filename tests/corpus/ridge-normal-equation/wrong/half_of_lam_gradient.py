# expect: WRONG mistake:half-of-lam
import numpy as np


def ridge(X, y, lam=1.0):
    if lam < 0:
        raise ValueError("lam")
    # gradient: 2 X.T X w - 2 X.T y + lam w = 0
    return np.linalg.solve(2 * X.T @ X + lam * np.eye(X.shape[1]), 2 * X.T @ y)
