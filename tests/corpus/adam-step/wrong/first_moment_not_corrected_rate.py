# expect: WRONG mistake:first-moment-not-corrected
import numpy as np


def adam_step(theta, g, m, v, t, lr=1e-3, beta1=0.9, beta2=0.999, eps=1e-8):
    m = m - (1 - beta1) * (m - g)
    v = v - (1 - beta2) * (v - g * g)
    root = np.sqrt(v) / (1 - beta2**t) ** 0.5
    return theta - lr * (m / (root + eps)), m, v
