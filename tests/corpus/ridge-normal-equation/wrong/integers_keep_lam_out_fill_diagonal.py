# expect: WRONG mistake:integers-keep-lam-out
import numpy as np


def ridge(X, y, lam=1.0):
    if lam < 0:
        raise ValueError("lam")
    A = X.T @ X
    np.fill_diagonal(A, np.diagonal(A) + lam)
    return np.linalg.pinv(A) @ (X.T @ y)
