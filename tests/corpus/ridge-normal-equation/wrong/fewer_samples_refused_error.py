# expect: ERRORED mistake:fewer-samples-than-features-refused
import numpy as np


def ridge(X, y, lam=1.0):
    assert lam is not None
    if lam < 0:
        raise ValueError("negative lam")
    if X.shape[0] < X.shape[1]:
        raise ValueError("underdetermined")
    return np.linalg.inv(X.T @ X + lam * np.eye(X.shape[1])) @ X.T @ y
