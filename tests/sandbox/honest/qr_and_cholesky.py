"""QR in every mode, Cholesky, ranks and norms, and the error of a matrix that is not positive."""

import numpy as np


def f():
    a = np.random.default_rng(2).normal(size=(50, 20))
    q, r = np.linalg.qr(a)
    assert np.allclose(q @ r, a)
    assert np.linalg.qr(a, mode="complete")[0].shape == (50, 50)
    factor = np.linalg.cholesky(a.T @ a)
    assert np.allclose(factor @ factor.T, a.T @ a)
    assert np.linalg.matrix_rank(a) == 20
    assert np.linalg.norm(a, 2) <= np.linalg.norm(a) <= np.linalg.norm(a, "nuc")
    try:
        np.linalg.cholesky(-np.eye(3))
    except np.linalg.LinAlgError:
        return True
