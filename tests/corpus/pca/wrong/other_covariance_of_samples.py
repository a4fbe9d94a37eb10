# expect: ERRORED
import numpy as np


def pca(X, k):
    n, d = X.shape
    if n < 2 or k < 1 or k > min(n, d):
        raise ValueError("n or k out of range")
    Xc = X - X.mean(axis=0)
    lam, Q = np.linalg.eigh(Xc @ Xc.T / (n - 1))
    order = np.argsort(-lam)[:k]
    V = Q[:, order].T
    return V, lam[order], Xc @ V.T
