# expect: WRONG mistake:smallest-components
import numpy as np


def pca(X, k):
    n, d = X.shape
    if n < 2 or k < 1 or k > min(n, d):
        raise ValueError("n or k out of range")
    Xc = X - X.mean(axis=0)
    C = Xc.T @ Xc / (n - 1)
    U, s, Vt = np.linalg.svd(C)
    V = Vt[::-1][:k]
    return V, s[::-1][:k], Xc @ V.T
