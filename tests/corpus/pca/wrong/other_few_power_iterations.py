# expect: WRONG
import numpy as np


def pca(X, k):
    n, d = X.shape
    if n < 2 or k < 1 or k > min(n, d):
        raise ValueError("n or k out of range")
    Xc = X - X.mean(axis=0)
    C = Xc.T @ Xc / (n - 1)
    V = []
    for _ in range(k):
        v = np.ones(d)
        for _ in range(5):
            v = C @ v
            v = v / max(np.linalg.norm(v), 1e-300)
        V.append(v)
        C = C - (v @ C @ v) * np.outer(v, v)
    V = np.array(V)
    scores = Xc @ V.T
    return V, scores.var(axis=0, ddof=1), scores
