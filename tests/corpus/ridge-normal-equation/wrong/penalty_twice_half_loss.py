# expect: WRONG mistake:penalty-twice
import numpy as np


def ridge(X, y, lam=1.0):
    if lam < 0:
        raise ValueError("lam")
    # 1/2 ||y - Xw||^2 + lam ||w||^2
    return np.linalg.solve(0.5 * X.T @ X + lam * np.eye(X.shape[1]), 0.5 * X.T @ y)
