# expect: PASS
import numpy as np


def softmax(x, axis=-1):
    """One pass with a running maximum and a running sum."""
    x = np.asarray(x)
    z = np.moveaxis(x if x.dtype.kind == "f" else x.astype(float), axis, 0)
    top, total = z[0], np.ones_like(z[0])
    for row in z[1:]:
        higher = np.maximum(top, row)
        shift = np.where(np.isneginf(higher), 0, higher)
        total = total * np.exp(top - shift) + np.exp(row - shift)
        top = higher
    return np.moveaxis(np.exp(z - top) / total, 0, axis)
