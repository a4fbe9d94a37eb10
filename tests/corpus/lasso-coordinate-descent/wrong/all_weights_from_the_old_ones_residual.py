# expect: WRONG mistake:all-weights-from-the-old-ones
import numpy as np


def lasso_cd(X, y, lam, max_iter=1000, tol=1e-12):
    if lam < 0:
        raise ValueError("lam must not be negative")
    X, y = np.asarray(X, dtype=float), np.asarray(y, dtype=float)
    q = (X * X).sum(axis=0)
    w = np.zeros(len(q))
    with np.errstate(all="ignore"):
        for _ in range(max_iter):
            rho = X.T @ (y - X @ w) + q * w
            new = np.where(q > 0, np.sign(rho) * np.maximum(np.abs(rho) - lam / 2, 0) / np.where(q > 0, q, 1), 0.0)
            moved = np.max(np.abs(new - w), initial=0.0)
            w = new
            if moved <= tol:
                break
    return w
