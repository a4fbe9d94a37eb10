# expect: PASS
import numpy as np


def adam_step(theta, g, m, v, t, lr=1e-3, beta1=0.9, beta2=0.999, eps=1e-8):
    """Interpolation, corrections in front of the fraction."""
    if t < 1:
        raise ValueError("t")
    m = m + (1 - beta1) * (g - m)
    v = v + (1 - beta2) * (g * g - v)
    root = (1 - beta2**t) ** 0.5
    rate = lr * root / (1 - beta1**t)
    return theta - rate * m / (np.sqrt(v) + eps * root), m, v
