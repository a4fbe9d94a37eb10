# expect: PASS
import numpy as np


def softmax(x, axis=-1):
    """One slice at a time."""
    x = np.asarray(x)
    if not np.issubdtype(x.dtype, np.floating):
        x = x.astype(np.float64)

    def one(z):
        weights = np.exp(z - z.max())
        return weights / weights.sum()

    return np.apply_along_axis(one, axis, x)
