# expect: PASS
import numpy as np


def lasso_cd(X, y, lam, max_iter=1000, tol=1e-12):
    """Step along the gradient, then the proximal map."""
    if lam < 0:
        raise ValueError("lam")
    X, y = np.asarray(X, dtype=float), np.asarray(y, dtype=float)
    w = np.zeros(X.shape[1])
    curvature = 2 * (X**2).sum(axis=0)
    for _ in range(max_iter):
        moved = 0.0
        for j in np.nonzero(curvature)[0]:
            old = w[j]
            z = old - 2 * X[:, j] @ (X @ w - y) / curvature[j]
            w[j] = z - np.clip(z, -lam / curvature[j], lam / curvature[j])
            moved = max(moved, abs(w[j] - old))
        if moved <= tol:
            break
    return w
