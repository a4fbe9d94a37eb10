# expect: WRONG mistake:no-bias-correction-late
import numpy as np


def adam_step(theta, g, m, v, t, lr=1e-3, beta1=0.9, beta2=0.999, eps=1e-8):
    if t < 1:
        raise ValueError("t counts from 1")
    c1 = 1 - beta1**t if t < 1000 else 1.0
    c2 = 1 - beta2**t if t < 1000 else 1.0
    m = beta1 * m + (1 - beta1) * g
    v = beta2 * v + (1 - beta2) * np.square(g)
    return theta - lr * np.divide(m / c1, np.sqrt(v / c2) + eps), m, v
