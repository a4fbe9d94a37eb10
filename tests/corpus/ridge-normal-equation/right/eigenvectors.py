# expect: PASS
import numpy as np


def ridge(X, y, lam=1.0):
    """Diagonalise the symmetric matrix."""
    if lam < 0:
        raise ValueError("lam")
    X = np.array(X, dtype=float)
    values, vectors = np.linalg.eigh(X.T @ X)
    return vectors @ ((vectors.T @ (X.T @ y)) / (np.maximum(values, 0) + lam))
