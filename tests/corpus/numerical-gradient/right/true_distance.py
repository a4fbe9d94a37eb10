# expect: PASS
import numpy as np


def numerical_gradient(f, x, h=1e-5):
    x = np.asarray(x, dtype=float)
    g = np.empty(x.shape)
    for i in np.ndindex(x.shape):
        above, below = x.copy(), x.copy()
        above[i] = x[i] + h
        below[i] = x[i] - h
        g[i] = (f(above) - f(below)) / (above[i] - below[i])
    return g
