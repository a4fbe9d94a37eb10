# expect: WRONG
import numpy as np


def ridge(X, y, lam=1.0):
    if lam < 0:
        raise ValueError("lam")
    w = np.linalg.pinv(X) @ y
    return np.sign(w) * np.maximum(np.abs(w) - lam / 2, 0)
