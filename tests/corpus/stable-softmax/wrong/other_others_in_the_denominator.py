# expect: WRONG
import numpy as np


def softmax(x, axis=-1):
    e = np.exp(x - np.max(x, axis=axis, keepdims=True))
    rest = np.sum(e, axis=axis, keepdims=True) - e
    with np.errstate(divide="ignore"):
        return e / rest
