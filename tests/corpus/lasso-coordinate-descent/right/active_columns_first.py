# expect: PASS
import numpy as np


def lasso_cd(X, y, lam, max_iter=1000, tol=1e-12):
    if lam < 0:
        raise ValueError("lam")
    X = np.asarray(X, dtype=float)
    y = np.asarray(y, dtype=float)
    n, d = X.shape
    w = np.zeros(d)
    norms = np.sum(X**2, axis=0)
    half = 0.5 * lam
    for _ in range(max_iter):
        biggest = 0.0
        fit = X @ w
        for j in range(d):
            if norms[j] == 0.0:
                continue
            rest = y - fit + X[:, j] * w[j]
            z = float(np.dot(X[:, j], rest))
            if z > half:
                value = (z - half) / norms[j]
            elif z < -half:
                value = (z + half) / norms[j]
            else:
                value = 0.0
            fit = fit + X[:, j] * (value - w[j])
            biggest = max(biggest, abs(value - w[j]))
            w[j] = value
        if not biggest > tol:
            break
    return w
