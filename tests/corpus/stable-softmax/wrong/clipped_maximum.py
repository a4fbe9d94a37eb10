# expect: WRONG mistake:clipped
import numpy as np


def softmax(x, axis=-1):
    weights = np.exp(x - x.max(axis=axis, keepdims=True))
    p = weights / weights.sum(axis=axis, keepdims=True)
    return np.maximum(p, 1e-12)
