# expect: WRONG mistake:sum-over-the-whole-array
import numpy as np


def softmax(x, axis=-1):
    moved = np.moveaxis(x, axis, 0)
    weights = np.exp(moved - moved.max(axis=0))
    total = 0.0
    for row in weights:
        total = total + row.sum()
    return np.moveaxis(weights / total, 0, axis)
