# expect: PASS
import numpy as np


def pca(X, k):
    n, d = X.shape
    if n < 2 or k < 1 or k > min(n, d):
        raise ValueError("n or k out of range")
    Y = (X - X.mean(axis=0)).T
    U, s, Vt = np.linalg.svd(Y, full_matrices=False)
    V = U[:, :k].T.copy()
    return V, np.square(s[:k]) / (n - 1), (s[:k, None] * Vt[:k]).T.copy()
