# expect: WRONG
import numpy as np


def pca(X, k):
    n, d = X.shape
    if n < 2 or k < 1 or k > min(n, d):
        raise ValueError("n or k out of range")
    Xc = X - X.mean(axis=0)
    U, s, Vt = np.linalg.svd(Xc, full_matrices=False)
    V = np.repeat(Vt[:1], k, axis=0)
    return V, np.repeat(s[:1] ** 2 / (n - 1), k), Xc @ V.T
