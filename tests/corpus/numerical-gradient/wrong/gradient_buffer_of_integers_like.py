# expect: WRONG mistake:gradient-buffer-of-integers
import numpy as np


def numerical_gradient(f, x, h=1e-5):
    like = np.zeros_like(x)
    x = np.asarray(x).astype(float)
    g = like if like.dtype.kind == "i" else np.zeros(x.shape)
    for i in np.ndindex(x.shape):
        e = np.zeros(x.shape)
        e[i] = h
        g[i] = (f(x + e) - f(x - e)) / (2 * h)
    return g.astype(np.float64)
