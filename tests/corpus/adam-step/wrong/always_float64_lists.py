# expect: WRONG mistake:always-float64
import numpy as np


def adam_step(theta, g, m, v, t, lr=1e-3, beta1=0.9, beta2=0.999, eps=1e-8):
    if t < 1:
        raise ValueError("t counts from 1")
    rows = []
    for w, slope, mean, square in zip(theta.tolist(), g.tolist(), m.tolist(), v.tolist()):
        mean = beta1 * mean + (1 - beta1) * slope
        square = beta2 * square + (1 - beta2) * slope**2
        w -= lr * (mean / (1 - beta1**t)) / ((square / (1 - beta2**t)) ** 0.5 + eps)
        rows.append((w, mean, square))
    return tuple(np.array(column) for column in zip(*rows))
