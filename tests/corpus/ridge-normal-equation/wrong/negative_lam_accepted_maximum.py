# expect: WRONG mistake:negative-lam-accepted
import numpy as np


def ridge(X, y, lam=1.0):
    lam = max(lam, 0.0)
    A = X.T @ X + lam * np.eye(X.shape[1])
    return np.linalg.inv(A) @ X.T @ y
