# expect: PASS
import numpy as np


def ridge(X, y, lam=1.0):
    """Least squares on augmented data."""
    if lam < 0:
        raise ValueError("lam")
    d = X.shape[1]
    A = np.vstack([X, np.sqrt(lam) * np.eye(d)])
    b = np.concatenate([y, np.zeros(d)])
    return np.linalg.lstsq(A, b, rcond=None)[0]
