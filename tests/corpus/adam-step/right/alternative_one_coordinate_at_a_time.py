# expect: PASS
import math

import numpy as np


def adam_step(theta, g, m, v, t, lr=1e-3, beta1=0.9, beta2=0.999, eps=1e-8):
    """One coordinate at a time."""
    if t < 1:
        raise ValueError("t")
    new = ([], [], [])
    for w, slope, mean, square in zip(theta.tolist(), g.tolist(), m.tolist(), v.tolist()):
        mean = beta1 * mean + (1 - beta1) * slope
        square = beta2 * square + (1 - beta2) * slope * slope
        step = (mean / (1 - math.pow(beta1, t))) / (math.sqrt(square / (1 - math.pow(beta2, t))) + eps)
        for values, value in zip(new, (w - lr * step, mean, square)):
            values.append(value)
    return tuple(np.array(values, dtype=theta.dtype) for values in new)
