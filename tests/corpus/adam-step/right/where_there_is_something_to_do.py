# expect: PASS
import numpy as np


def adam_step(theta, g, m, v, t, lr=1e-3, beta1=0.9, beta2=0.999, eps=1e-8):
    if t < 1:
        raise ValueError("t counts from 1")
    kind = theta.dtype
    m = (np.average([m, g], axis=0, weights=[beta1, 1 - beta1])).astype(kind)
    v = (np.average([v, g * g], axis=0, weights=[beta2, 1 - beta2])).astype(kind)
    moving = m != 0
    step = np.zeros_like(theta)
    step[moving] = (m[moving] / (1 - beta1**t)) / (np.sqrt(v[moving] / (1 - beta2**t)) + eps)
    return theta - lr * step, m, v
