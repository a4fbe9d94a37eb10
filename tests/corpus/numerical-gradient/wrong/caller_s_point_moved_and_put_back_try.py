# expect: WRONG mistake:caller-s-point-moved-and-put-back
import numpy as np


def numerical_gradient(f, x, h=1e-5):
    x = x if x.dtype == float else np.array(x, dtype=float)
    g = np.zeros_like(x)
    for i in np.ndindex(x.shape):
        start = x[i].item()
        values = []
        try:
            for end in (start + h, start - h):
                x[i] = end
                values.append(f(x))
        finally:
            x[i] = start
        g[i] = (values[0] - values[1]) / (2 * h)
    return g
