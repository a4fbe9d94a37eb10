# expect: WRONG mistake:flat-result
import numpy as np


def numerical_gradient(f, x, h=1e-5):
    x = np.array(x, dtype=np.float64)

    def put(k, s):
        p = x.copy()
        p.flat[k] = x.flat[k] + s
        return p

    def slope(k):
        return (f(put(k, h)) - f(put(k, -h))) / (2 * h)

    return np.array([slope(k) for k in range(x.size)], dtype=float)
