# expect: WRONG mistake:features-scaled
import numpy as np


def pca(X, k):
    n, d = X.shape
    if n < 2 or k < 1 or k > min(n, d):
        raise ValueError("n or k out of range")
    Xc = X - X.mean(axis=0)
    sd = np.std(Xc, axis=0, ddof=1)
    Xc = Xc / np.where(sd == 0, 1.0, sd)
    U, s, Vt = np.linalg.svd(Xc, full_matrices=False)
    V = Vt[:k]
    lam = s[:k] ** 2 / (n - 1)
    scores = Xc @ V.T
    return V, lam, scores
