# expect: ERRORED mistake:lam-ignored
import numpy as np


def ridge(X, y, lam=1.0):
    if lam < 0:
        raise ValueError("lam")
    return np.linalg.inv(X.T @ X) @ (X.T @ y)
