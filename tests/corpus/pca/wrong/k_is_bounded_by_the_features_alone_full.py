# expect: WRONG mistake:k-is-bounded-by-the-features-alone
import numpy as np


def pca(X, k):
    n, d = X.shape
    if n < 2 or k not in range(1, d + 1):
        raise ValueError("n or k")
    Xc = X - np.mean(X, axis=0)
    U, s, Vt = np.linalg.svd(Xc, full_matrices=True)
    V = Vt[:k]
    lam = np.concatenate([s**2, np.zeros(d)])[:k] / (n - 1)
    scores = Xc @ V.T
    return V, lam, scores
