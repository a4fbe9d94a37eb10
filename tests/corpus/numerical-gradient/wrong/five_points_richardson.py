# expect: WRONG mistake:five-points
import numpy as np


def numerical_gradient(f, x, h=1e-5):
    x = np.asarray(x).astype(float)
    g = np.zeros(x.shape)
    for i in np.ndindex(x.shape):
        e = np.zeros(x.shape)
        e[i] = h
        g[i] = (4 * (f(x + e) - f(x - e)) / (2 * h) - (f(x + 2 * e) - f(x - 2 * e)) / (4 * h)) / 3
    return g
