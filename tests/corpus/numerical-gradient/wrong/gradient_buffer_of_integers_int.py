# expect: WRONG mistake:gradient-buffer-of-integers
import numpy as np


def numerical_gradient(f, x, h=1e-5):
    whole = np.asarray(x).dtype.kind == "i"
    x = np.array(x, dtype=np.float64)

    def put(k, s):
        p = x.copy()
        p.flat[k] = x.flat[k] + s
        return p

    def slope(k):
        return (f(put(k, h)) - f(put(k, -h))) / (2 * h)

    g = np.array([slope(k) for k in range(x.size)], dtype=float).reshape(x.shape)
    return np.trunc(g) if whole else g
