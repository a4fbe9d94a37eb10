# expect: WRONG mistake:mean-shift
import numpy as np


def softmax(x, axis=-1):
    n = x.shape[axis]
    centre = np.sum(x, axis=axis, keepdims=True) / n
    centred = (x - centre).astype(x.dtype if x.dtype.kind == "f" else float)
    weights = np.exp(centred)
    normalizer = np.expand_dims(weights.sum(axis), axis)
    return weights / normalizer
