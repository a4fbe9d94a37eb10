# expect: ERRORED mistake:lam-on-every-entry
import numpy as np


def ridge(X, y, lam=1.0):
    n, d = X.shape
    A = np.zeros((d, d))
    b = np.zeros(d)
    for i in range(d):
        for j in range(d):
            A[i, j] = np.dot(X[:, i], X[:, j]) + lam
        b[i] = np.dot(X[:, i], y)
    return np.linalg.solve(A, b)
