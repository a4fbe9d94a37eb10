# expect: WRONG mistake:gradient-not-weighted
import numpy as np


def adam_step(theta, g, m, v, t, lr=1e-3, beta1=0.9, beta2=0.999, eps=1e-8):
    if t < 1:
        raise ValueError("t counts from 1")
    new_m, new_v = np.add(g, m * beta1), np.add(g * g, v * beta2)
    step = new_m / (1 - beta1**t) / ((new_v / (1 - beta2**t)) ** 0.5 + eps)
    return theta - lr * step, new_m, new_v
