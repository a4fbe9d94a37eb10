# expect: WRONG mistake:one-maximum-for-all-slices
import numpy as np


def softmax(x, axis=-1):
    moved = np.moveaxis(x, axis, 0)
    moved = moved - moved.flat[np.argmax(moved)]
    total = 0
    for row in moved:
        total = total + np.exp(row)
    return np.moveaxis(np.exp(moved) / total, 0, axis)
