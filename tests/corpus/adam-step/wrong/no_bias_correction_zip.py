# expect: WRONG mistake:no-bias-correction
import numpy as np


def adam_step(theta, g, m, v, t, lr=1e-3, beta1=0.9, beta2=0.999, eps=1e-8):
    new_theta, new_m, new_v = np.empty_like(theta), np.empty_like(m), np.empty_like(v)
    for i in range(theta.size):
        new_m[i] = beta1 * m[i] + (1 - beta1) * g[i]
        new_v[i] = beta2 * v[i] + (1 - beta2) * g[i] ** 2
        new_theta[i] = theta[i] - lr * new_m[i] / (new_v[i] ** 0.5 + eps)
    return new_theta, new_m, new_v
