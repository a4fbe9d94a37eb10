# expect: ERRORED mistake:no-keepdims
import numpy as np


def softmax(x, axis=-1):
    shifted = x - np.expand_dims(np.amax(x, axis), axis)
    numerator = np.exp(shifted)
    scale = 1 / np.sum(numerator, axis)
    return numerator * scale
