# expect: WRONG mistake:nothing-refused
import numpy as np


def pca(X, k):
    n, d = X.shape
    Xc = X - np.mean(X, axis=0)
    U, s, Vt = np.linalg.svd(Xc, full_matrices=False)
    V = Vt[:k]
    with np.errstate(all="ignore"):
        lam = s[:k] ** 2 / np.float64(n - 1)
    scores = Xc @ V.T
    return V, lam, scores
