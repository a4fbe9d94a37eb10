# expect: PASS
import numpy as np


def numerical_gradient(f, x, h=1e-5):
    """Identity matrix of steps."""
    x = np.asarray(x, dtype=float)
    flat, size = x.ravel(), x.size
    steps = h * np.eye(size)
    rise = [f((flat + s).reshape(x.shape)) - f((flat - s).reshape(x.shape)) for s in steps]
    return np.array(rise, dtype=float).reshape(x.shape) / (2 * h)
