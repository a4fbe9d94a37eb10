# expect: WRONG mistake:penalty-twice
import numpy as np


def ridge(X, y, lam=1.0):
    if lam < 0:
        raise ValueError("lam")
    A = (X.T @ X).astype(float)
    for i in range(A.shape[0]):
        A[i][i] += lam + lam
    L = np.linalg.cholesky(A)
    return np.linalg.solve(L.T, np.linalg.solve(L, X.T @ y))
