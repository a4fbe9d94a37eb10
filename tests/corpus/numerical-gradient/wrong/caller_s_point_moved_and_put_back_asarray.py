# expect: WRONG mistake:caller-s-point-moved-and-put-back
import numpy as np


def numerical_gradient(f, x, h=1e-5):
    x = np.asarray(x, dtype=np.float64)
    g = np.zeros(x.shape)
    for i in np.ndindex(x.shape):
        kept = float(x[i])
        x[i] = kept + h
        up = f(x)
        x[i] = kept - h
        g[i] = (up - f(x)) / (2 * h)
        x[i] = kept
    return g
