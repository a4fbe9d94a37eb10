# expect: WRONG mistake:lam-ignored-by-the-pseudoinverse
import numpy as np


def ridge(X, y, lam=1.0):
    if lam < 0:
        raise ValueError("lam")
    U, s, Vt = np.linalg.svd(X.astype(float), full_matrices=False)
    keep = s > 1e-12 * s.max()
    return Vt[keep].T @ ((U.T @ y)[keep] / s[keep])
