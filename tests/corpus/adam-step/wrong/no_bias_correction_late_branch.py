# expect: WRONG mistake:no-bias-correction-late
import numpy as np


def adam_step(theta, g, m, v, t, lr=1e-3, beta1=0.9, beta2=0.999, eps=1e-8):
    if t < 1:
        raise ValueError("t counts from 1")
    m = np.multiply(beta1, m) + np.multiply(1 - beta1, g)
    v = np.multiply(beta2, v) + np.multiply(1 - beta2, g * g)
    m_hat, v_hat = m, v
    if t <= 999:
        m_hat = m / (1 - np.power(beta1, t))
        v_hat = v / (1 - np.power(beta2, t))
    return theta - lr * m_hat / (v_hat**0.5 + eps), m, v
