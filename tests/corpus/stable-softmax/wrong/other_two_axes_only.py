# expect: WRONG
import numpy as np


def softmax(x, axis=-1):
    if x.ndim == 1:
        e = np.exp(x - x.max())
        return e / e.sum()
    if axis in (0, -2):
        x = x.T
    e = np.exp(x - x.max(axis=-1, keepdims=True))
    p = e / e.sum(axis=-1, keepdims=True)
    return p.T if axis in (0, -2) else p
