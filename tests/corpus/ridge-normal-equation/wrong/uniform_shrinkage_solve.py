# expect: ERRORED mistake:uniform-shrinkage
import numpy as np


def ridge(X, y, lam=1.0):
    if lam < 0:
        raise ValueError("lam")
    ols = np.linalg.solve(X.T @ X, X.T @ y)
    return ols / (lam + 1)
