# expect: WRONG mistake:integers-keep-lam-out
import numpy as np


def ridge(X, y, lam=1.0):
    if lam < 0:
        raise ValueError("lam")
    d = X.shape[1]
    penalty = (lam * np.eye(d)).astype(X.dtype)
    return np.linalg.lstsq(np.dot(X.T, X) + penalty, np.dot(X.T, y), rcond=None)[0]
