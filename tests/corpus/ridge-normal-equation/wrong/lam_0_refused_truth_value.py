# expect: ERRORED mistake:lam-0-refused
import numpy as np


def ridge(X, y, lam=1.0):
    if not lam or lam < 0:
        raise ValueError("no penalty")
    L = np.linalg.cholesky(X.T @ X + lam * np.eye(X.shape[1]))
    return np.linalg.solve(L.T, np.linalg.solve(L, X.T @ y))
