# expect: WRONG
import numpy as np


def softmax(x, axis=-1):
    out = np.zeros_like(x)
    rows = np.moveaxis(x, axis, -1)
    target = np.moveaxis(out, axis, -1)
    for place in np.ndindex(rows.shape[:-1]):
        e = np.exp(rows[place] - rows[place].max())
        target[place] = e / e.sum()
    return out
