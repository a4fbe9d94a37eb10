# expect: WRONG mistake:not-divided
import numpy as np


def softmax(x, axis=-1):
    top = np.amax(x, axis=axis, keepdims=True)
    shifted = np.subtract(x, top)
    return np.power(np.e, shifted)
