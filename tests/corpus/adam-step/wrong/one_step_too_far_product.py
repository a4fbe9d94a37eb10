# expect: WRONG mistake:one-step-too-far
import numpy as np


def adam_step(theta, g, m, v, t, lr=1e-3, beta1=0.9, beta2=0.999, eps=1e-8):
    if t < 1:
        raise ValueError("t counts from 1")
    m = m + (1 - beta1) * (g - m)
    v = v + (1 - beta2) * (g**2 - v)
    c1 = 1 - beta1**t * beta1
    c2 = 1 - beta2**t * beta2
    return theta - lr * (m / c1) / ((v / c2) ** 0.5 + eps), m, v
