# expect: WRONG
import numpy as np


def softmax(x, axis=-1):
    e = np.exp(np.clip(x, -500, 500))
    return (e / e.sum(axis=axis, keepdims=True)).astype(x.dtype if x.dtype.kind == "f" else float)
