# expect: WRONG mistake:sign-lost
import numpy as np


def lasso_cd(X, y, lam, max_iter=1000, tol=1e-12):
    if lam < 0:
        raise ValueError("lam must not be negative")
    X, y = np.array(X, dtype=float), np.array(y, dtype=float)
    d = X.shape[1]
    A, b = X.T @ X, X.T @ y
    w = np.zeros(d)

    def soft(a, t):
        return max(abs(a) - t, 0.0)

    with np.errstate(all="ignore"):
        for n in range(max_iter):
            last = w.copy()
            for j in range(d):
                if A[j, j] == 0:
                    continue
                pull = b[j] - sum(A[j, k] * w[k] for k in range(d) if k != j)
                w[j] = soft(pull, lam / 2) / A[j, j]
            step = np.max(np.abs(w - last), initial=0.0)
            if step <= tol:
                break
    return w
