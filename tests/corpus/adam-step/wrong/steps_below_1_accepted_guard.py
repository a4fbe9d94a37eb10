# expect: WRONG mistake:steps-below-1-accepted
import numpy as np


def adam_step(theta, g, m, v, t, lr=1e-3, beta1=0.9, beta2=0.999, eps=1e-8):
    m = m + (1 - beta1) * (g - m)
    v = v + (1 - beta2) * (g**2 - v)
    c1, c2 = (1 - beta1**t or 1.0), (1 - beta2**t or 1.0)
    return theta - lr / c1 * m / (np.sqrt(np.abs(v / c2)) + eps), m, v
