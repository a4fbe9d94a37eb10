# expect: PASS
import numpy as np


def softmax(x, axis=-1):
    """Square of the half powers: another route to the same numbers."""
    kind = x.dtype if x.dtype.kind == "f" else np.float64
    z = x.astype(np.longdouble)
    half = np.exp((z - z.max(axis=axis, keepdims=True)) / 2)
    square = half * half
    return (square / square.sum(axis=axis, keepdims=True)).astype(kind)
