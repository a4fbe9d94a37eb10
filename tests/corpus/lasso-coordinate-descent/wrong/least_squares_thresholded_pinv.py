# expect: WRONG mistake:least-squares-thresholded
import numpy as np


def lasso_cd(X, y, lam, max_iter=1000, tol=1e-12):
    if lam < 0:
        raise ValueError("lam must not be negative")
    X = np.asarray(X, dtype=float)
    w = np.linalg.pinv(X) @ y
    q = (X**2).sum(axis=0)
    t = np.divide(lam / 2, q, out=np.full(len(q), lam / 2), where=q > 0)
    return np.sign(w) * np.maximum(np.abs(w) - t, 0)
