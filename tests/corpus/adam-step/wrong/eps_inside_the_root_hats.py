# expect: WRONG mistake:eps-inside-the-root
import numpy as np


def adam_step(theta, g, m, v, t, lr=1e-3, beta1=0.9, beta2=0.999, eps=1e-8):
    new_m = m + (1 - beta1) * (g - m)
    new_v = v + (1 - beta2) * (np.square(g) - v)
    hats = new_m / (1 - beta1**t), new_v / (1 - beta2**t)
    return theta - np.divide(lr * hats[0], np.sqrt(np.add(hats[1], eps))), new_m, new_v
