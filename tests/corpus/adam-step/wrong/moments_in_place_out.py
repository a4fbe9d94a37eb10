# expect: WRONG mistake:moments-in-place
import numpy as np


def adam_step(theta, g, m, v, t, lr=1e-3, beta1=0.9, beta2=0.999, eps=1e-8):
    if t < 1:
        raise ValueError("t counts from 1")
    np.multiply(m, beta1, out=m)
    np.add(m, (1 - beta1) * g, out=m)
    np.multiply(v, beta2, out=v)
    np.add(v, (1 - beta2) * g * g, out=v)
    return theta - lr * m / (1 - beta1**t) / ((v / (1 - beta2**t)) ** 0.5 + eps), m, v
