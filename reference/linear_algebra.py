"""References of linear-algebra: NumPy only, shown beside an answer."""

from __future__ import annotations

from typing import Any

import numpy as np


def pca(X: Any, k: int) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Principal component analysis by the SVD of the centred data.

    With Xc = U diag(s) Vt the covariance Xc.T Xc / (n - 1) is
    V diag(s**2 / (n - 1)) Vt: the rows of Vt are the components, without
    ever squaring the data. Source: Jolliffe, Principal Component Analysis,
    Springer 2002, section 3.5.

    Args:
        X: Data, (n, d): one sample a row. Integers become float64.
        k: How many components, from 1 to min(n, d).

    Returns:
        Components (k, d), one a row, the first of its largest entries
        positive; their variances (k,), largest first; scores (n, k).

    Raises:
        ValueError: If n is below 2, or k outside 1 .. min(n, d).
    """
    X = _checked(X, k)
    centred = X - X.mean(axis=0)
    _, s, Vt = np.linalg.svd(centred, full_matrices=False)
    components = _pinned(Vt[:k])
    return components, s[:k] ** 2 / (len(X) - 1), centred @ components.T


def pca_eigh(X: Any, k: int) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """A second witness of `pca`: eigenvectors of the covariance matrix.

    Args:
        X: Data, (n, d).
        k: How many components, from 1 to min(n, d).

    Returns:
        As `pca`.

    Raises:
        ValueError: If n is below 2, or k outside 1 .. min(n, d).
    """
    X = _checked(X, k)
    centred = X - np.sum(X, axis=0) / len(X)
    covariance = np.einsum("ni,nj->ij", centred, centred) / (len(X) - 1)
    values, vectors = np.linalg.eigh(covariance)
    components = _pinned(vectors.T[::-1][:k])
    variances = np.maximum(values[::-1][:k], 0.0)
    return components, variances, np.einsum("ni,ki->nk", centred, components)


def _checked(X: Any, k: int) -> np.ndarray:
    """The data as float64; ValueError where n or k is out of range."""
    X = np.asarray(X, dtype=np.float64)
    n, d = X.shape
    if n < 2 or not 1 <= k <= min(n, d):
        raise ValueError(f"n = {n} and k = {k}: 2 <= n, 1 <= k <= {min(n, d)}")
    return X


def _pinned(V: np.ndarray) -> np.ndarray:
    """Rows with the first of their largest entries positive."""
    largest = V[np.arange(len(V)), np.argmax(np.abs(V), axis=1)]
    return V * np.where(largest < 0, -1.0, 1.0)[:, None]
