"""Matrix products that BLAS blocks and for which it asks the kernel for memory."""

import numpy as np


def f():
    rng = np.random.default_rng(3)
    a, b = rng.normal(size=(500, 500)), rng.normal(size=(500, 500))
    for kind in (np.float64, np.float32, np.complex128):
        product = a.astype(kind) @ b.astype(kind)
        assert np.isclose(product[3, 4], a[3] @ b[:, 4], rtol=1e-3)
    assert np.allclose(np.linalg.multi_dot([a, b, a[:, :2]]), a @ (b @ a[:, :2]))
    assert np.allclose(np.matmul(a[:6].reshape(2, 3, 500), b), (a[:6] @ b).reshape(2, 3, 500))
    for _ in range(50):
        a = np.tanh(a @ b / 500)
    return bool(np.isfinite(a).all())
