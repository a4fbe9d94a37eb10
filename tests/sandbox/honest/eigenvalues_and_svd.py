"""Every decomposition of numpy.linalg that LAPACK does."""

import numpy as np


def f():
    rng = np.random.default_rng(0)
    a = rng.normal(size=(60, 40))
    u, s, vt = np.linalg.svd(a, full_matrices=False)
    assert np.allclose(u * s @ vt, a)
    symmetric = a.T @ a
    w, v = np.linalg.eigh(symmetric)
    assert np.allclose(symmetric @ v, v * w)
    values, vectors = np.linalg.eig(rng.normal(size=(30, 30)))
    assert values.shape == (30,) and vectors.dtype.kind == "c"
    assert np.allclose(np.sort(np.linalg.eigvalsh(symmetric)), np.sort(s**2))
    assert np.linalg.svd(a.astype(np.float32) + 0j, compute_uv=False).shape == (40,)
    return True
