# expect: WRONG mistake:step-relative-to-the-entry
import numpy as np


def numerical_gradient(f, x, h=1e-5):
    x = np.array(x, dtype=np.float64)

    def put(k, s):
        p = x.copy()
        p.flat[k] = x.flat[k] + s
        return p

    def slope(k):
        s = h * np.maximum(1.0, np.abs(x.flat[k]))
        return (f(put(k, s)) - f(put(k, -s))) / (2 * s)

    return np.array([slope(k) for k in range(x.size)], dtype=float).reshape(x.shape)
