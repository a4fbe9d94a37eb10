# expect: WRONG mistake:forward-difference
import numpy as np


def numerical_gradient(f, x, h=1e-5):
    x = np.asarray(x).astype(float)
    g = np.zeros(x.shape)
    base = f(x) if x.size else 0.0
    for i in np.ndindex(x.shape):
        e = np.zeros(x.shape)
        e[i] = h
        g[i] = (f(x + e) - base) / h
    return g
