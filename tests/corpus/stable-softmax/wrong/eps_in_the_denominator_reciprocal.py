# expect: WRONG mistake:eps-in-the-denominator
import numpy as np

SMALL = 1e-10


def softmax(x, axis=-1):
    z = np.exp(x - np.max(x, axis, keepdims=True))
    inverse = 1.0 / (SMALL + np.sum(z, axis, keepdims=True))
    return (z * inverse).astype(z.dtype)
