# expect: WRONG mistake:no-max-shift
import numpy as np


def softmax(x, axis=-1):
    weights = np.power(np.e, x)
    return weights / np.sum(weights, axis=axis, keepdims=True)
