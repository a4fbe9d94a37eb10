# expect: PASS
import numpy as np


def numerical_gradient(f, x, h=1e-5):
    """A generator of all points."""
    start = np.asarray(x).astype(float)

    def ends(k):
        for sign in (1, -1):
            point = start.flatten()
            point[k] += sign * h
            yield sign * f(point.reshape(start.shape))

    rises = (sum(ends(k)) for k in range(start.size))
    return np.fromiter(rises, dtype=float, count=start.size).reshape(start.shape) / (2.0 * h)
