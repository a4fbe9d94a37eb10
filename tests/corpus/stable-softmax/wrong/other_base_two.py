# expect: WRONG
import numpy as np


def softmax(x, axis=-1):
    e = np.exp2(x - np.max(x, axis=axis, keepdims=True))
    return e / np.sum(e, axis=axis, keepdims=True)
