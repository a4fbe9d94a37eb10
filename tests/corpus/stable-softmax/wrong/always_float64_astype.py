# expect: WRONG mistake:always-float64
import numpy as np


def softmax(x, axis=-1):
    z = x.astype("d")
    z = z - z.max(axis=axis, keepdims=True)
    return np.exp(z - np.log(np.exp(z).sum(axis=axis, keepdims=True)))
