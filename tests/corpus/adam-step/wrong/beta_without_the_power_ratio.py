# expect: WRONG mistake:beta-without-the-power
import numpy as np


def adam_step(theta, g, m, v, t, lr=1e-3, beta1=0.9, beta2=0.999, eps=1e-8):
    if t < 1:
        raise ValueError("t counts from 1")
    m_hat = m * beta1 / (1 - beta1) + g
    v_hat = v * beta2 / (1 - beta2) + g * g
    new_m, new_v = m_hat * (1 - beta1), v_hat * (1 - beta2)
    return theta - lr * m_hat / (np.sqrt(v_hat) + eps), new_m, new_v
