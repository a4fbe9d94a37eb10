# expect: WRONG mistake:one-maximum-for-all-slices
import numpy as np


def softmax(x, axis=-1):
    biggest = np.sort(x, axis=None)[-1]
    powers = np.exp(x - biggest)
    return np.divide(powers, np.sum(powers, axis=axis, keepdims=True))
