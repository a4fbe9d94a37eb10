# expect: WRONG mistake:point-not-put-back
import numpy as np


def numerical_gradient(f, x, h=1e-5):
    x = x if x.dtype.kind == "f" else x.astype(float)
    g = np.zeros(x.shape)
    for i in np.ndindex(x.shape):
        x[i] = x[i] + h
        g[i] = f(x)
        x[i] = x[i] - 2 * h
        g[i] = (g[i] - f(x)) / (2 * h)
    return g
