# expect: WRONG mistake:each-column-by-itself
import numpy as np


def ridge(X, y, lam=1.0):
    if lam < 0:
        raise ValueError("lam")
    A = X.T @ X + lam * np.eye(X.shape[1])
    return np.linalg.pinv(np.diag(np.diag(A))) @ (X.T @ y)
