# expect: WRONG mistake:lam-times-n
import numpy as np


def ridge(X, y, lam=1.0):
    if lam < 0:
        raise ValueError
    n, d = X.shape
    return np.linalg.solve(X.T @ X / n + lam * np.eye(d), X.T @ y / n)
