# expect: PASS
import numpy as np


def lasso_cd(X, y, lam, max_iter=1000, tol=1e-12):
    """Gram matrix alone."""
    if lam < 0:
        raise ValueError("lam")
    X = np.asarray(X, dtype=float)
    G, b = X.T @ X, X.T @ np.asarray(y, dtype=float)
    w = np.zeros(len(b))
    for _ in range(max_iter):
        before = w.copy()
        for j in range(len(b)):
            if G[j, j]:
                rho = b[j] - G[j] @ w + G[j, j] * w[j]
                w[j] = np.sign(rho) * max(abs(rho) - lam / 2, 0) / G[j, j]
        if max(abs(w - before), default=0) <= tol:
            break
    return w
