# expect: ERRORED mistake:lam-0-refused
import numpy as np


def ridge(X, y, lam=1.0):
    if not lam > 0:
        raise ValueError("lam must be positive")
    d = X.shape[1]
    A = np.vstack([X, np.sqrt(lam) * np.eye(d)])
    return np.linalg.lstsq(A, np.concatenate([y, np.zeros(d)]), rcond=None)[0]
