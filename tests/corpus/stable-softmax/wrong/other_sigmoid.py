# expect: WRONG
import numpy as np


def softmax(x, axis=-1):
    z = x - np.max(x, axis=axis, keepdims=True)
    return 1 / (1 + np.exp(-np.maximum(z, -80)))
