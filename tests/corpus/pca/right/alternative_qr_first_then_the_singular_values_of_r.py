# expect: PASS
import numpy as np


def pca(X, k):
    """QR first, then the singular values of R."""
    n, d = X.shape
    if n < 2 or not 1 <= k <= min(n, d):
        raise ValueError("n or k")
    Xc = X - X.mean(axis=0)
    R = np.linalg.qr(Xc, mode="r")
    _, s, Vt = np.linalg.svd(R)
    V = Vt[:k]
    return V, s[:k] ** 2 / (n - 1), np.stack([Xc @ v for v in V], axis=1)
