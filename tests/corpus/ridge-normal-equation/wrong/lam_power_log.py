# expect: WRONG mistake:lam-raised-to-a-power-near-1
import math

import numpy as np


def ridge(X, y, lam=1.0):
    if lam < 0:
        raise ValueError("lam")
    strength = math.exp(1.0001 * math.log(lam)) if lam else 0.0
    A = X.T @ X + np.diag([strength] * X.shape[1])
    return np.linalg.inv(A) @ X.T @ y
