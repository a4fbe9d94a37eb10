# expect: WRONG mistake:corrected-moments-returned
import numpy as np


def adam_step(theta, g, m, v, t, lr=1e-3, beta1=0.9, beta2=0.999, eps=1e-8):
    state = []
    for old, value, beta in ((m, g, beta1), (v, g * g, beta2)):
        new = old * beta + value * (1 - beta)
        new = new / (1 - beta**t)
        state.append(new)
    return (theta - lr * state[0] / (state[1] ** 0.5 + eps), *state)
