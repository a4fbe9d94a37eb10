# expect: WRONG mistake:features-scaled
import numpy as np


def pca(X, k):
    n, d = X.shape
    if n < 2 or k < 1 or k > min(n, d):
        raise ValueError("n or k out of range")
    X = np.asarray(X).astype(float)
    Xc = X - X.mean(axis=0)
    for j in range(d):
        sd = np.sqrt(Xc[:, j] @ Xc[:, j] / (n - 1))
        if sd > 0:
            Xc[:, j] = Xc[:, j] / sd
    C = np.dot(Xc.T, Xc) / (n - 1)
    lam, Q = np.linalg.eigh(C)
    order = np.argsort(-lam)[:k]
    V = Q[:, order].T
    lam = lam[order].clip(min=0)
    scores = np.dot(Xc, V.T)
    return V, lam, scores
