# expect: WRONG mistake:uniform-shrinkage-of-the-pseudoinverse
import numpy as np


def ridge(X, y, lam=1.0):
    if lam < 0:
        raise ValueError("lam")
    U, s, Vt = np.linalg.svd(X.astype(float), full_matrices=False)
    inverse = np.array([1 / v if v > 1e-12 * max(s) else 0.0 for v in s])
    ols = Vt.T @ (inverse * (U.T @ y))
    return ols - ols * lam / (1 + lam)
