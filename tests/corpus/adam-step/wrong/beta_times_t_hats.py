# expect: WRONG mistake:beta-times-t
import numpy as np


def adam_step(theta, g, m, v, t, lr=1e-3, beta1=0.9, beta2=0.999, eps=1e-8):
    if t < 1:
        raise ValueError("t counts from 1")
    m = beta1 * m + (1 - beta1) * g
    v = beta2 * v + (1 - beta2) * g * g
    c1, c2 = 1 - t * beta1, 1 - t * beta2
    return theta - np.divide(m, c1) * lr / (np.sqrt(abs(v / c2)) + eps), m, v
