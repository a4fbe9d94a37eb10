# expect: WRONG mistake:centred-data
import numpy as np


def ridge(X, y, lam=1.0):
    if lam < 0:
        raise ValueError("lam")
    n, d = X.shape
    C = np.eye(n) - np.ones((n, n)) / n
    A = np.vstack([C @ X, np.sqrt(lam) * np.eye(d)])
    return np.linalg.lstsq(A, np.concatenate([C @ y, np.zeros(d)]), rcond=None)[0]
