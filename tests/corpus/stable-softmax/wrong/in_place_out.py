# expect: WRONG mistake:in-place
import numpy as np


def softmax(x, axis=-1):
    if x.dtype.kind in "iu":
        x = x.astype(np.float64)
    np.subtract(x, x.max(axis, keepdims=True), out=x)
    weights = np.exp(x)
    weights /= weights.sum(axis, keepdims=True)
    return weights
