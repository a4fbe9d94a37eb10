# expect: WRONG mistake:all-entries-moved-at-once
import numpy as np


def numerical_gradient(f, x, h=1e-5):
    x = np.asarray(x, dtype=float)
    if not x.size:
        return np.zeros(x.shape)
    return np.full(x.shape, (f(x + h) - f(x - h)) / (2 * h))
