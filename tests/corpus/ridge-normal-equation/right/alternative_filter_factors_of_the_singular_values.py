# expect: PASS
import numpy as np


def ridge(X, y, lam=1.0):
    """Filter factors of the singular values."""
    if lam < 0:
        raise ValueError("lam")
    U, s, Vt = np.linalg.svd(np.asarray(X, dtype=float), full_matrices=False)
    keep = s > s.max(initial=0) * 1e-13
    factors = np.divide(s, s**2 + lam, out=np.zeros_like(s), where=keep)
    return Vt.T @ (factors * (U.T @ y))
