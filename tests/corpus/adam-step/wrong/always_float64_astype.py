# expect: WRONG mistake:always-float64
import numpy as np


def adam_step(theta, g, m, v, t, lr=1e-3, beta1=0.9, beta2=0.999, eps=1e-8):
    if t < 1:
        raise ValueError("t counts from 1")
    m = m.astype(float) * beta1 + (1 - beta1) * g.astype(float)
    v = v.astype(float) * beta2 + (1 - beta2) * g.astype(float) ** 2
    return theta.astype(float) - lr * (m / (1 - beta1**t)) / ((v / (1 - beta2**t)) ** 0.5 + eps), m, v
