# expect: WRONG mistake:steps-counted-from-0
import numpy as np


def adam_step(theta, g, m, v, t, lr=1e-3, beta1=0.9, beta2=0.999, eps=1e-8):
    if t < 1:
        raise ValueError("t counts from 1")
    m = beta1 * m + (1 - beta1) * g
    v = beta2 * v + (1 - beta2) * np.square(g)
    steps = range(1, t)
    weight1 = (1 - beta1) * sum(beta1 ** (k - 1) for k in steps) if t < 100 else 1 - beta1 ** (t - 1)
    weight2 = (1 - beta2) * sum(beta2 ** (k - 1) for k in steps) if t < 100 else 1 - beta2 ** (t - 1)
    return theta - lr * np.true_divide(m, weight1) / (np.true_divide(v, weight2) ** 0.5 + eps), m, v
