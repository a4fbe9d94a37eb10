# expect: WRONG mistake:negative-lam-accepted
import numpy as np


def ridge(X, y, lam=1.0):
    d = X.shape[1]
    A = np.vstack([X, np.sqrt(abs(lam)) * np.eye(d)])
    return np.linalg.lstsq(A, np.concatenate([y, np.zeros(d)]), rcond=None)[0]
