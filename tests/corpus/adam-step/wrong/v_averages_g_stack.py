# expect: WRONG mistake:v-averages-g
import numpy as np


def adam_step(theta, g, m, v, t, lr=1e-3, beta1=0.9, beta2=0.999, eps=1e-8):
    b = np.array([[beta1], [beta2]], dtype=g.dtype)
    m, v = np.stack([m, v]) * b + (1 - b) * np.stack([g, g])
    root = np.sqrt(np.abs(v / (1 - beta2**t)))
    return theta - lr * m / (1 - beta1**t) / (root + eps), m, v
