# expect: WRONG mistake:smallest-logit-shifted-to-0
import numpy as np


def softmax(x, axis=-1):
    lowest = np.take(np.sort(x, axis=axis), [0], axis=axis)
    powers = np.exp(x - lowest)
    return np.divide(powers, np.add.reduce(powers, axis=axis, keepdims=True))
