# expect: WRONG mistake:logarithm-returned
import numpy as np


def softmax(x, axis=-1):
    z = x - np.max(x, axis=axis, keepdims=True)
    return z - np.logaddexp.reduce(z.astype(x.dtype if x.dtype.kind == "f" else float), axis=axis, keepdims=True)
