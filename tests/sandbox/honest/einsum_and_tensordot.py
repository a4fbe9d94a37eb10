"""Sums of products by every road."""

import numpy as np


def f():
    rng = np.random.default_rng(5)
    a, b, c = rng.normal(size=(30, 40)), rng.normal(size=(40, 50)), rng.normal(size=(50, 30))
    assert np.allclose(np.einsum("ij,jk,kl->il", a, b, c, optimize="optimal"), a @ b @ c)
    path, text = np.einsum_path("ij,jk,kl->il", a, b, c)
    assert path[0] == "einsum_path" and "contraction" in text
    assert np.allclose(np.tensordot(a, b, axes=1), a @ b)
    assert np.kron(a[:2, :2], b[:2, :2]).shape == (4, 4)
    return bool(np.isclose(np.einsum("ii", a @ b @ c), np.trace(a @ b @ c)))
