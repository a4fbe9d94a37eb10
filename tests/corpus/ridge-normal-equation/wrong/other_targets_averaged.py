# expect: WRONG
import numpy as np


def ridge(X, y, lam=1.0):
    if lam < 0:
        raise ValueError("lam")
    return np.linalg.solve(X.T @ X + lam * np.eye(X.shape[1]), X.T @ y / len(y))
