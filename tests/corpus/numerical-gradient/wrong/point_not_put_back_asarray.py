# expect: WRONG mistake:point-not-put-back
import numpy as np


def numerical_gradient(f, x, h=1e-5):
    x = np.asarray(x, dtype=x.dtype if x.dtype.kind == "f" else float)
    slopes = []
    for i in np.ndindex(x.shape):
        x[i] += h
        up = f(x)
        x[i] -= h + h
        slopes.append((up - f(x)) / (h + h))
    return np.array(slopes, dtype=float).reshape(x.shape)
