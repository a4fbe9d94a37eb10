# expect: PASS
import numpy as np


def adam_step(theta, g, m, v, t, lr=1e-3, beta1=0.9, beta2=0.999, eps=1e-8):
    if t < 1:
        raise ValueError("t counts from 1")
    b1, b2 = g.dtype.type(beta1), g.dtype.type(beta2)
    if g.dtype == np.float32:
        # the corrections in double: 1 - b**t loses digits in float32
        c1, c2 = g.dtype.type(1 - beta1**t), g.dtype.type(1 - beta2**t)
        w1, w2 = g.dtype.type(1 - beta1), g.dtype.type(1 - beta2)
    else:
        c1, c2, w1, w2 = 1 - b1**t, 1 - b2**t, 1 - b1, 1 - b2
    m = b1 * m + w1 * g
    v = b2 * v + w2 * np.square(g)
    return theta - (lr * (m / c1) / (np.sqrt(v / c2) + eps)).astype(g.dtype), m, v
