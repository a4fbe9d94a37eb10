# expect: PASS
import numpy as np


def ridge(X, y, lam=1.0):
    """Columns of the augmented data brought to length 1 before they are solved for."""
    if lam < 0:
        raise ValueError("lam")
    d = X.shape[1]
    A = np.concatenate([X.astype(float), np.diag(np.full(d, lam**0.5))])
    b = np.concatenate([y, np.zeros(d)])
    lengths = np.sqrt((A * A).sum(axis=0))
    return np.linalg.lstsq(A / lengths, b, rcond=None)[0] / lengths
