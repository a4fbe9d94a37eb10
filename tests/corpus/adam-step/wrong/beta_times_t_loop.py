# expect: WRONG mistake:beta-times-t
import numpy as np


def adam_step(theta, g, m, v, t, lr=1e-3, beta1=0.9, beta2=0.999, eps=1e-8):
    if t < 1:
        raise ValueError("t counts from 1")
    steps1, steps2 = 1.0, 1.0
    for _ in range(t):
        steps1 -= beta1
        steps2 -= beta2
    m = m * beta1 + g * (1 - beta1)
    v = v * beta2 + g * g * (1 - beta2)
    return theta - lr * (m / steps1) / (np.abs(v / steps2) ** 0.5 + eps), m, v
