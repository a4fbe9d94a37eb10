# expect: WRONG
import numpy as np


def softmax(x, axis=-1):
    kind = x.dtype if x.dtype.kind == "f" else np.float64
    z = x.astype(np.float32)
    e = np.exp(z - z.max(axis=axis, keepdims=True))
    return (e / e.sum(axis=axis, keepdims=True)).astype(kind)
