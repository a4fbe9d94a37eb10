"""A pool of threads that calls BLAS."""

from concurrent.futures import ThreadPoolExecutor, as_completed

import numpy as np


def f():
    matrices = [np.random.default_rng(k).normal(size=(120, 120)) for k in range(12)]
    with ThreadPoolExecutor(4) as pool:
        products = list(pool.map(lambda a: a @ a.T, matrices))
        waited = [future.result() for future in as_completed([pool.submit(np.linalg.det, a) for a in matrices])]
    with ThreadPoolExecutor() as pool:
        assert pool.submit(pow, 2, 10).result() == 1024
    return len(waited) == 12 and all(np.allclose(p, a @ a.T) for p, a in zip(products, matrices))
