# expect: WRONG mistake:second-moment-not-corrected
import numpy as np


def adam_step(theta, g, m, v, t, lr=1e-3, beta1=0.9, beta2=0.999, eps=1e-8):
    if t < 1:
        raise ValueError("t counts from 1")
    m = (1 - beta1) * g + beta1 * m
    v = (1 - beta2) * g**2 + beta2 * v
    m_hat = m / -np.expm1(t * np.log(beta1)) if beta1 else m
    return theta - lr * m_hat / (eps + v**0.5), m, v
