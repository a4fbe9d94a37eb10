# expect: WRONG mistake:steps-add-up
import numpy as np


def numerical_gradient(f, x, h=1e-5):
    x = np.asarray(x).astype(float)
    g = np.zeros(x.shape)
    total = np.zeros(x.shape)
    for i in np.ndindex(x.shape):
        e = np.zeros(x.shape)
        total[i] = h
        e = total
        g[i] = (f(x + e) - f(x - e)) / (2 * h)
    return g
