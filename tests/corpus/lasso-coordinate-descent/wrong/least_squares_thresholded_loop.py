# expect: WRONG mistake:least-squares-thresholded
import numpy as np


def lasso_cd(X, y, lam, max_iter=1000, tol=1e-12):
    if lam < 0:
        raise ValueError("lam must not be negative")
    X = np.asarray(X, dtype=float)
    w = np.linalg.lstsq(X, np.asarray(y, dtype=float), rcond=None)[0]
    out = np.zeros(len(w))
    for j, value in enumerate(w):
        q = X[:, j] @ X[:, j] or 1.0
        size = abs(value) - lam / (2 * q)
        out[j] = np.copysign(size, value) if size > 0 else 0.0
    return out
