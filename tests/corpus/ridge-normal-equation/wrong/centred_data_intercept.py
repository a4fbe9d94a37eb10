# expect: WRONG mistake:centred-data
import numpy as np


def ridge(X, y, lam=1.0):
    if lam < 0:
        raise ValueError("lam")
    n, d = X.shape
    A = np.hstack([X, np.ones((n, 1))])
    P = lam * np.eye(d + 1)
    P[d, d] = 0.0
    return np.linalg.solve(A.T @ A + P, A.T @ y)[:d]
