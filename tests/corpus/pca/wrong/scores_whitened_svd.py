# expect: WRONG mistake:scores-whitened
import numpy as np


def pca(X, k):
    n, d = X.shape
    if n < 2 or k < 1 or k > min(n, d):
        raise ValueError("n or k out of range")
    Xc = X - np.mean(X, axis=0)
    U, s, Vt = np.linalg.svd(Xc, full_matrices=False)
    V = Vt[:k]
    lam = s[:k] ** 2 / (n - 1)
    scores = Xc @ V.T * np.sqrt(n - 1) / np.maximum(s[:k], 1e-140)
    return V, lam, scores
