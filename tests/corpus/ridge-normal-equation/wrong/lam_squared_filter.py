# expect: WRONG mistake:lam-squared
import numpy as np


def ridge(X, y, lam=1.0):
    if lam < 0:
        raise ValueError("lam")
    U, s, Vt = np.linalg.svd(X.astype(float), full_matrices=False)
    ok = s > 1e-13 * s[0]
    f = np.zeros(len(s))
    f[ok] = s[ok] / (s[ok] ** 2 + lam**2)
    return Vt.T @ (f * (U.T @ y))
