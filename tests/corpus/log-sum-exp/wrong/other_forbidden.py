# expect: WRONG
import numpy as np


def logsumexp(x, axis=-1, keepdims=False):
    x = np.asarray(x)
    if x.dtype.kind != "f":
        x = x.astype(np.float64)
    return np.logaddexp.reduce(x, axis=axis, keepdims=keepdims)
