# expect: WRONG mistake:gradient-not-weighted
import numpy as np


def adam_step(theta, g, m, v, t, lr=1e-3, beta1=0.9, beta2=0.999, eps=1e-8):
    if t < 1:
        raise ValueError("t counts from 1")
    m, v, theta = m.copy(), v.copy(), theta.copy()
    for i in range(len(g)):
        m[i] = beta1 * m[i] + g[i]
        v[i] = beta2 * v[i] + g[i] ** 2
        theta[i] -= lr * (m[i] / (1 - beta1**t)) / (np.sqrt(v[i] / (1 - beta2**t)) + eps)
    return theta, m, v
