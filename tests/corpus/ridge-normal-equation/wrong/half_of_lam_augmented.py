# expect: WRONG mistake:half-of-lam
import numpy as np


def ridge(X, y, lam=1.0):
    if lam < 0:
        raise ValueError("lam")
    d = X.shape[1]
    A = np.vstack([X, np.sqrt(0.5 * lam) * np.eye(d)])
    return np.linalg.lstsq(A, np.append(y, np.zeros(d)), rcond=None)[0]
