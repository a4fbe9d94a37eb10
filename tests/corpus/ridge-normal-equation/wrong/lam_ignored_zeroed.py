# expect: ERRORED mistake:lam-ignored
import numpy as np


def ridge(X, y, lam=1.0):
    if lam < 0:
        raise ValueError("lam")
    A = X.T @ X + 0 * lam * np.eye(X.shape[1])
    return np.linalg.solve(A, X.T @ y)
