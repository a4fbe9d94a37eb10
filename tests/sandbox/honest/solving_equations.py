"""solve, lstsq, inv, pinv, det, cond, matrix_power, in every floating type."""

import numpy as np


def f():
    rng = np.random.default_rng(1)
    for kind in (np.float32, np.float64, np.complex64, np.complex128):
        a = (rng.normal(size=(20, 20)) + 5 * np.eye(20)).astype(kind)
        b = rng.normal(size=(20, 3)).astype(kind)
        assert np.allclose(a @ np.linalg.solve(a, b), b, atol=1e-3)
        assert np.allclose(np.linalg.inv(a) @ a, np.eye(20), atol=1e-3)
        x, _, rank, _ = np.linalg.lstsq(a[:, :5], b, rcond=None)
        assert x.shape == (5, 3) and rank == 5
        assert np.isfinite(np.linalg.det(a)) and np.linalg.cond(a) > 1
        assert np.allclose(np.linalg.pinv(a), np.linalg.inv(a), atol=1e-3)
        assert np.allclose(np.linalg.matrix_power(a, 3), a @ a @ a, rtol=1e-2)
    return True
