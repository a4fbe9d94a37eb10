# expect: WRONG mistake:whole-rows-moved
import numpy as np


def numerical_gradient(f, x, h=1e-5):
    x = np.array(x, dtype=float)
    if not x.ndim:
        return np.array((f(x + h) - f(x - h)) / (2 * h))
    g = np.zeros(x.shape)
    for i in range(x.shape[0]):
        e = np.zeros(x.shape)
        e[i] = h
        g[i] = (f(x + e) - f(x - e)) / (2 * h)
    return g
