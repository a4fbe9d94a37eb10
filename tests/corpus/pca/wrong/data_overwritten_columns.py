# expect: WRONG mistake:data-overwritten
import numpy as np


def pca(X, k):
    n, d = X.shape
    if n < 2 or k < 1 or k > min(n, d):
        raise ValueError("n or k out of range")
    if X.dtype.kind != "f":
        X = X.astype(float)
    for j in range(d):
        X[:, j] -= X[:, j].mean()
    Xc = X
    C = np.dot(Xc.T, Xc) / (n - 1)
    lam, Q = np.linalg.eigh(C)
    order = np.argsort(-lam)[:k]
    V = Q[:, order].T
    lam = lam[order].clip(min=0)
    scores = np.dot(Xc, V.T)
    return V, lam, scores
