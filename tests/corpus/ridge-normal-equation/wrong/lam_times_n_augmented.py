# expect: WRONG mistake:lam-times-n
import numpy as np


def ridge(X, y, lam=1.0):
    if lam < 0:
        raise ValueError("lam")
    n, d = X.shape
    A = np.concatenate([X, np.sqrt(n * lam) * np.identity(d)])
    b = np.concatenate([y, np.zeros(d)])
    return np.linalg.lstsq(A, b, rcond=None)[0]
