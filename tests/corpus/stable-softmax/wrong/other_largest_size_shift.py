# expect: WRONG
import numpy as np


def softmax(x, axis=-1):
    e = np.exp(x - np.max(np.abs(x), axis=axis, keepdims=True))
    return e / e.sum(axis=axis, keepdims=True)
