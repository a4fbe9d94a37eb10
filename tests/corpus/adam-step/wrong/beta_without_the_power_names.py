# expect: WRONG mistake:beta-without-the-power
import numpy as np


def adam_step(theta, g, m, v, t, lr=1e-3, beta1=0.9, beta2=0.999, eps=1e-8):
    first, second = 1 - beta1, 1 - beta2
    m = beta1 * m + first * g
    v = beta2 * v + second * g**2
    update = np.divide(m / first, np.sqrt(v / second) + eps)
    return np.subtract(theta, lr * update), m, v
