# expect: WRONG
import numpy as np


def lasso_cd(X, y, lam, max_iter=1000, tol=1e-12):
    if lam < 0:
        raise ValueError("lam must not be negative")
    X = np.asarray(X, dtype=float)
    X = X - X.mean(axis=0)
    r = np.asarray(y, dtype=float) - np.mean(y)
    w = np.zeros(X.shape[1])
    q = np.array([x @ x for x in X.T])
    with np.errstate(all="ignore"):
        for sweep in range(max_iter):
            moved = 0.0
            for j in range(X.shape[1]):
                x = X[:, j]
                if q[j] == 0:
                    continue
                rho = x @ r + q[j] * w[j]
                new = np.sign(rho) * max(abs(rho) - lam / 2, 0.0) / q[j]
                r = r - x * (new - w[j])
                moved = max(moved, abs(new - w[j]))
                w[j] = new
            if moved <= tol:
                break
    return w
