# expect: WRONG
import numpy as np


def softmax(x, axis=-1):
    z = x.astype(np.float32) if x.dtype == np.float16 else x
    e = np.exp(z - z.max(axis=axis, keepdims=True))
    return e / e.sum(axis=axis, keepdims=True)
