# expect: PASS
import numpy as np


def numerical_gradient(f, x, h=1e-5):
    """Mean of the forward and the backward quotient."""
    x = np.array(x, dtype=float)
    middle = f(x.copy()) if x.size else 0.0
    g = np.zeros(x.shape)
    for i in np.ndindex(*x.shape):
        e = np.zeros(x.shape)
        e[i] = h
        g[i] = ((f(x + e) - middle) / h + (middle - f(x - e)) / h) / 2
    return g
