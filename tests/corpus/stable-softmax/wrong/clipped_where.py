# expect: WRONG mistake:clipped
import numpy as np


def softmax(x, axis=-1):
    z = x - np.max(x, axis=axis, keepdims=True)
    p = np.exp(z - np.log(np.sum(np.exp(z), axis=axis, keepdims=True)))
    too_small = p < 1e-12
    p[too_small] = 1e-12
    return p
