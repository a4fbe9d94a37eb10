# expect: WRONG mistake:step-relative-to-the-entry
import numpy as np


def numerical_gradient(f, x, h=1e-5):
    x = np.asarray(x).astype(float)
    g = np.zeros(x.shape)
    for i in np.ndindex(x.shape):
        e = np.zeros(x.shape)
        s = h if abs(x[i]) < 1 else h * abs(x[i])
        e[i] = s
        g[i] = (f(x + e) - f(x - e)) / (2 * s)
    return g
