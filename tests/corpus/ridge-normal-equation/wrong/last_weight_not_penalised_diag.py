# expect: WRONG mistake:last-weight-not-penalised
import numpy as np


def ridge(X, y, lam=1.0):
    if lam < 0:
        raise ValueError("lam")
    strengths = [lam] * (X.shape[1] - 1) + [0.0]
    return np.linalg.pinv(X.T @ X + np.diag(strengths)) @ (X.T @ y)
