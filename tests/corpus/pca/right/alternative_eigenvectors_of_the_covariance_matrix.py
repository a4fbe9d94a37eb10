# expect: PASS
import numpy as np


def pca(X, k):
    """Eigenvectors of the covariance matrix."""
    n, d = X.shape
    if n < 2 or not 1 <= k <= min(n, d):
        raise ValueError("n or k")
    values, vectors = np.linalg.eigh(np.atleast_2d(np.cov(X, rowvar=False)))
    components = vectors[:, ::-1][:, :k].T
    return components, np.maximum(values[::-1][:k], 0.0), (X - X.mean(axis=0)) @ components.T
