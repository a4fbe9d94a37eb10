# expect: ERRORED mistake:fewer-samples-than-features-refused
import numpy as np


def ridge(X, y, lam=1.0):
    if lam < 0:
        raise ValueError("lam")
    d = X.shape[1]
    if len(y) < d:
        raise np.linalg.LinAlgError("more unknowns than equations")
    A = np.vstack([X, np.sqrt(lam) * np.eye(d)])
    return np.linalg.lstsq(A, np.concatenate([y, np.zeros(d)]), rcond=None)[0]
