# expect: PASS
import numpy as np


def pca(X, k):
    """Jacobi rotations."""
    n, d = X.shape
    if n < 2 or not 1 <= k <= min(n, d):
        raise ValueError("n or k")
    X = np.asarray(X, dtype=float)
    Xc = X - np.add.reduce(X) / n
    A = Xc.T @ Xc / (n - 1)
    V = np.eye(d)
    for sweep in range(60):
        for p in range(d):
            for q in range(p + 1, d):
                if A[p, q] == 0:
                    continue
                tau = (A[q, q] - A[p, p]) / (2 * A[p, q])
                t = (1 if tau >= 0 else -1) / (abs(tau) + np.hypot(1, tau))
                c = 1 / np.hypot(1, t)
                R = np.eye(d)
                R[p, p] = R[q, q] = c
                R[p, q], R[q, p] = t * c, -t * c
                A, V = R.T @ A @ R, V @ R
    order = np.argsort(-np.diag(A), kind="stable")[:k]
    return V[:, order].T.copy(), np.maximum(np.diag(A)[order], 0), Xc @ V[:, order]
