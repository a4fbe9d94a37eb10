# expect: PASS
import numpy as np


def ridge(X, y, lam=1.0):
    """Recursive least squares in information form: sums over the samples."""
    if lam < 0:
        raise ValueError("lam must not be negative")
    d = X.shape[1]
    information, right = np.diag([float(lam)] * d), np.zeros(d)
    for x, target in zip(X.astype(float), y):
        information += np.outer(x, x)
        right += target * x
    return np.linalg.solve(information, right)
