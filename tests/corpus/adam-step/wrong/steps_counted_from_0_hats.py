# expect: WRONG mistake:steps-counted-from-0
import numpy as np


def adam_step(theta, g, m, v, t, lr=1e-3, beta1=0.9, beta2=0.999, eps=1e-8):
    if t < 1:
        raise ValueError("t counts from 1")
    k = t - 1
    m = m + (1 - beta1) * (g - m)
    v = v + (1 - beta2) * (g * g - v)
    with np.errstate(all="ignore"):
        m_hat = m / np.array(1 - beta1**k, dtype=m.dtype)
        v_hat = v / np.array(1 - beta2**k, dtype=v.dtype)
        return theta - lr * m_hat / (np.sqrt(v_hat) + eps), m, v
