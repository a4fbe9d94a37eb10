# expect: WRONG mistake:last-weight-not-penalised
import numpy as np


def ridge(X, y, lam=1.0):
    if lam < 0:
        raise ValueError("lam")
    d = X.shape[1]
    rows = np.sqrt(lam) * np.eye(d)[:-1]
    A = np.concatenate([X, rows])
    b = np.concatenate([y, np.zeros(d - 1)])
    return np.linalg.lstsq(A, b, rcond=None)[0]
