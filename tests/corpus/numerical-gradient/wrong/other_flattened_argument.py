# expect: ERRORED
import numpy as np


def numerical_gradient(f, x, h=1e-5):
    x = np.array(x, dtype=float)
    g = np.zeros(x.size)
    flat = x.ravel()
    for k in range(x.size):
        e = np.zeros(x.size)
        e[k] = h
        g[k] = (f(flat + e) - f(flat - e)) / (2 * h)
    return g.reshape(x.shape)
