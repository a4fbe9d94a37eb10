# expect: WRONG
import numpy as np


def lasso_cd(X, y, lam, max_iter=1000, tol=1e-12):
    if lam < 0:
        raise ValueError("lam must not be negative")
    X, y = np.asarray(X, dtype=float), np.asarray(y, dtype=float)
    w = np.zeros(X.shape[1])
    L = 2 * np.linalg.norm(X, 2) ** 2 if X.any() else 1.0
    for _ in range(max_iter):
        z = w - 2 * X.T @ (X @ w - y) / L
        new = np.sign(z) * np.maximum(np.abs(z) - lam / L, 0)
        moved = np.max(np.abs(new - w), initial=0.0)
        w = new
        if moved <= tol:
            break
    return w
