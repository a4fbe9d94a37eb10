# expect: PASS
import numpy as np


def pca(X, k):
    """Singular vectors, signs as they come."""
    n, d = X.shape
    if n < 2 or not 1 <= k <= min(n, d):
        raise ValueError("n or k")
    U, s, Vt = np.linalg.svd(X - X.mean(axis=0), full_matrices=False)
    return -Vt[:k], s[:k] ** 2 / (n - 1), -U[:, :k] * s[:k]
