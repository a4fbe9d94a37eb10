# expect: WRONG
import numpy as np


def softmax(x, axis=-1):
    with np.errstate(all="ignore"):
        e = np.exp(x)
        p = e / np.sum(e, axis=axis, keepdims=True)
    return np.nan_to_num(p, nan=1.0)
