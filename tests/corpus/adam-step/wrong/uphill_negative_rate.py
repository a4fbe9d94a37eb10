# expect: WRONG mistake:uphill
import numpy as np


def adam_step(theta, g, m, v, t, lr=1e-3, beta1=0.9, beta2=0.999, eps=1e-8):
    if t < 1:
        raise ValueError("t counts from 1")
    m = m - (1 - beta1) * (m - g)
    v = v - (1 - beta2) * (v - np.square(g))
    rate = -lr / (1 - beta1**t)
    return np.subtract(theta, rate * m / (v**0.5 / (1 - beta2**t) ** 0.5 + eps)), m, v
