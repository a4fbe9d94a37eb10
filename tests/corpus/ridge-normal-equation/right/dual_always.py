# expect: PASS
import numpy as np


def ridge(X, y, lam=1.0):
    """The N by N system, whenever it can be solved."""
    if lam < 0:
        raise ValueError("lam")
    X = X.astype(float)
    if lam == 0:
        return np.linalg.lstsq(X, y, rcond=None)[0]
    return X.T @ np.linalg.solve(X @ X.T + lam * np.eye(len(X)), y)
