# expect: PASS
import numpy as np


def ridge(X, y, lam=1.0):
    """The inverse, as the formula is printed."""
    if lam < 0:
        raise ValueError("lam")
    return np.linalg.inv(X.T @ X + lam * np.identity(X.shape[1])) @ X.T @ y
