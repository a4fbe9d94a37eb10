# expect: PASS
import numpy as np


def pca(X, k):
    """Power iteration and deflation."""
    n, d = X.shape
    if n < 2 or not 1 <= k <= min(n, d):
        raise ValueError("n or k")
    X = np.asarray(X, dtype=float)
    Xc = X - X.mean(axis=0)
    C = Xc.T @ Xc / (n - 1)
    found, variances = [], []
    for i in range(k):
        v = np.cos(np.arange(1.0, d + 1))
        for step in range(400):
            w = C @ v
            for u in found + found:
                w = w - (w @ u) * u
            length = np.sqrt(w @ w)
            if length < 1e-14 * np.trace(C) or length == 0:
                # Nothing varies there: any direction at a right angle will do.
                rest = np.eye(d) - sum((np.outer(u, u) for u in found), np.zeros((d, d)))
                w = rest[:, np.argmax((rest**2).sum(axis=0))]
                v = w / np.sqrt(w @ w)
                break
            v = w / length
        found.append(v)
        variances.append(max(v @ C @ v, 0.0))
    V = np.array(found)
    return V, np.array(variances), Xc @ V.T
