# expect: ERRORED mistake:no-keepdims
import numpy as np


def softmax(x, axis=-1):
    top = np.maximum.reduce(x, axis=axis, keepdims=True)
    weights = np.exp(np.subtract(x, top))
    return np.divide(weights, np.add.reduce(weights, axis=axis))
