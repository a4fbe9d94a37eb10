# expect: WRONG
import numpy as np


def pca(X, k):
    n, d = X.shape
    if n < 2 or k < 1 or k > min(n, d):
        raise ValueError("n or k out of range")
    X = np.asarray(X).astype(float)
    Xc = X - X.mean(axis=0)
    C = np.dot(Xc.T, Xc) / (n - 1)
    lam, Q = np.linalg.eigh(C)
    order = np.argsort(-np.abs(Q).max(axis=0))[:k]
    V = Q[:, order].T
    lam = lam[order].clip(min=0)
    scores = np.dot(Xc, V.T)
    return V, lam, scores
