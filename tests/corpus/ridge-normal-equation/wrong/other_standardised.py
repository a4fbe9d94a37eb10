# expect: ERRORED
import numpy as np


def ridge(X, y, lam=1.0):
    if lam < 0:
        raise ValueError("lam")
    scale = X.std(axis=0) + 1e-12
    Z = X / scale
    return np.linalg.solve(Z.T @ Z + lam * np.eye(X.shape[1]), Z.T @ y) / scale
