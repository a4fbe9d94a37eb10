# expect: WRONG mistake:betas-swapped
import numpy as np


def adam_step(theta, g, m, v, t, lr=1e-3, beta1=0.9, beta2=0.999, eps=1e-8):
    if t < 1:
        raise ValueError("t counts from 1")
    a, b = beta2, beta1
    m = a * m + (1 - a) * g
    v = b * v + (1 - b) * g * g
    return theta - lr * (m / (1 - a**t)) / (np.sqrt(v / (1 - b**t)) + eps), m, v
