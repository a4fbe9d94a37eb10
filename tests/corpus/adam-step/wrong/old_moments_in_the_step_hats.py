# expect: WRONG mistake:old-moments-in-the-step
import numpy as np


def adam_step(theta, g, m, v, t, lr=1e-3, beta1=0.9, beta2=0.999, eps=1e-8):
    if t < 1:
        raise ValueError("t counts from 1")
    hats = np.divide(m, 1 - beta1**t), np.divide(v, 1 - beta2**t)
    state = beta1 * m + (1 - beta1) * g, beta2 * v + (1 - beta2) * g**2
    return (np.subtract(theta, lr * hats[0] / np.add(hats[1] ** 0.5, eps)), *state)
