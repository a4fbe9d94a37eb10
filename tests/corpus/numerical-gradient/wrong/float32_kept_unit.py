# expect: WRONG mistake:float32-kept
import numpy as np


def numerical_gradient(f, x, h=1e-5):
    x = np.asarray(x)
    x = x if x.dtype == np.float32 else x.astype(float)
    g = np.zeros(x.shape)
    for i in np.ndindex(x.shape):
        e = np.zeros(x.shape, dtype=x.dtype)
        e[i] = h
        g[i] = (f(x + e) - f(x - e)) / (2 * h)
    return g
