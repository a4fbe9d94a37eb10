# expect: WRONG mistake:betas-swapped
import numpy as np


def adam_step(theta, g, m, v, t, lr=1e-3, beta1=0.9, beta2=0.999, eps=1e-8):
    m = m + (1 - beta2) * (g - m)
    v = v + (1 - beta1) * (g * g - v)
    scale = (1 - beta1**t) ** 0.5
    return theta - lr * scale / (1 - beta2**t) * m / (v**0.5 + eps * scale), m, v
