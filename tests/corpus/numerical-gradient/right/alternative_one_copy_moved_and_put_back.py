# expect: PASS
import numpy as np


def numerical_gradient(f, x, h=1e-5):
    """One copy, moved and put back."""
    point = np.array(x, dtype=np.float64)
    g = np.zeros(point.shape)
    for i in np.ndindex(point.shape):
        here = float(point[i])
        point[i] = here + h
        above = f(point.copy())
        point[i] = here - h
        below = f(point.copy())
        point[i] = here
        g[i] = 0.5 * (above / h - below / h)
    return g
