# expect: WRONG mistake:eps-in-the-denominator
import numpy as np


def softmax(x, axis=-1):
    z = x - np.amax(x, axis=axis, keepdims=True)
    total = np.exp(z).sum(axis=axis, keepdims=True)
    return np.exp(z - np.log(total + 1e-10))
