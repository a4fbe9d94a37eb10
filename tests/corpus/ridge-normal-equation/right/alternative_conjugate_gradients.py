# expect: PASS
import numpy as np


def ridge(X, y, lam=1.0):
    """Conjugate gradients."""
    if lam < 0:
        raise ValueError("lam")
    X = np.asarray(X, dtype=float)
    w = np.zeros(X.shape[1])
    for restart in range(4):
        r = X.T @ (y - X @ w) - lam * w
        p = r
        for step in range(len(w)):
            if not r @ r > 0:
                break
            Ap = X.T @ (X @ p) + lam * p
            a = (r @ r) / (p @ Ap)
            w = w + a * p
            r_new = r - a * Ap
            p = r_new + (r_new @ r_new) / (r @ r) * p
            r = r_new
    return w
