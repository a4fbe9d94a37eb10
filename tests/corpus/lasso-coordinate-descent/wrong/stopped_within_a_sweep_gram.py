# expect: WRONG mistake:stopped-within-a-sweep
import numpy as np


def lasso_cd(X, y, lam, max_iter=1000, tol=1e-12):
    if lam < 0:
        raise ValueError("lam must not be negative")
    X, y = np.array(X, dtype=float), np.array(y, dtype=float)
    A, b = X.T @ X, X.T @ y
    w = np.zeros(len(b))
    for n in range(max_iter):
        for j in range(len(b)):
            if A[j, j] == 0:
                continue
            was = w[j]
            pull = b[j] - A[j] @ w + A[j, j] * was
            w[j] = np.sign(pull) * max(abs(pull) - lam / 2, 0) / A[j, j]
            if abs(w[j] - was) <= tol:
                return w
    return w
