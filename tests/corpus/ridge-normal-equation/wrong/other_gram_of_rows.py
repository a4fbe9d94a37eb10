# expect: ERRORED
import numpy as np


def ridge(X, y, lam=1.0):
    if lam < 0:
        raise ValueError("lam")
    return np.linalg.solve(X @ X.T + lam * np.eye(len(X)), X @ y)
