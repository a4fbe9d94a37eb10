# expect: WRONG mistake:integers-stay-integers
import numpy as np


def numerical_gradient(f, x, h=1e-5):
    x = np.array(x) if x.dtype.kind == "i" else np.array(x, dtype=float)
    g = np.zeros(x.shape)
    for i in np.ndindex(x.shape):
        up, down = np.array(x), np.array(x)
        up[i] = up[i] + h
        down[i] = down[i] - h
        g[i] = (f(up) - f(down)) / (2 * h)
    return g
