# expect: WRONG mistake:lam-squared
import numpy as np


def ridge(X, y, lam=1.0):
    if lam < 0:
        raise ValueError("lam")
    d = X.shape[1]
    A = np.vstack([X, lam * np.eye(d)])
    b = np.hstack([y, np.zeros(d)])
    return np.linalg.lstsq(A, b, rcond=None)[0]
