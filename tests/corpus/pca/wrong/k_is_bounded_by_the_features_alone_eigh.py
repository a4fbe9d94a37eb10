# expect: WRONG mistake:k-is-bounded-by-the-features-alone
import numpy as np


def pca(X, k):
    n, d = X.shape
    if n < 2:
        raise ValueError("n")
    if k < 1 or k > d:
        raise ValueError("k")
    X = np.asarray(X).astype(float)
    Xc = X - X.mean(axis=0)
    C = np.dot(Xc.T, Xc) / (n - 1)
    lam, Q = np.linalg.eigh(C)
    order = np.argsort(-lam)[:k]
    V = Q[:, order].T
    lam = lam[order].clip(min=0)
    scores = np.dot(Xc, V.T)
    return V, lam, scores
