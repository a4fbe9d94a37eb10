# expect: WRONG mistake:no-root
import numpy as np


def adam_step(theta, g, m, v, t, lr=1e-3, beta1=0.9, beta2=0.999, eps=1e-8):
    if t < 1:
        raise ValueError("t counts from 1")
    m = m + (1 - beta1) * (g - m)
    v = v + (1 - beta2) * (g * g - v)
    ratio = (1 - beta2**t) / (1 - beta1**t)
    return theta - lr * ratio * m / (v + eps * (1 - beta2**t)), m, v
