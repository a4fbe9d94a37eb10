"""scipy's own BLAS and LAPACK, its optimizers, sparse matrices, integrals."""

import numpy as np
from scipy import fft, integrate, interpolate, linalg, optimize, signal, sparse, spatial
from scipy.sparse import linalg as sparse_linalg


def f():
    a = np.random.default_rng(8).normal(size=(40, 40))
    lu, pivots = linalg.lu_factor(a)
    assert np.allclose(a @ linalg.lu_solve((lu, pivots), np.ones(40)), 1)
    assert np.allclose(linalg.expm(np.zeros((3, 3))), np.eye(3))
    assert linalg.schur(a)[0].shape == (40, 40)
    assert np.isclose(optimize.minimize(optimize.rosen, [0, 0]).fun, 0, atol=1e-6)
    assert np.isclose(integrate.quad(np.exp, 0, 1)[0], np.e - 1)
    assert sparse_linalg.eigsh(sparse.diags(np.arange(1.0, 50)), k=2)[0].max() > 48
    assert np.allclose(fft.idct(fft.dct(np.arange(8.0))), np.arange(8))
    assert interpolate.CubicSpline([0, 1, 2], [0, 1, 4])(1) == 1
    assert signal.convolve([1, 2], [1, 1]).tolist() == [1, 3, 2]
    return spatial.distance.pdist(np.eye(3)).shape == (3,)
