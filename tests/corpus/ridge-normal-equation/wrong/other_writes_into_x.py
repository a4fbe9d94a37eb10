# expect: WRONG
import numpy as np


def ridge(X, y, lam=1.0):
    if lam < 0:
        raise ValueError("lam")
    original = X.astype(float)
    if X.dtype.kind == "f":
        X -= X.mean(axis=0)
    return np.linalg.solve(original.T @ original + lam * np.eye(X.shape[1]), original.T @ y)
