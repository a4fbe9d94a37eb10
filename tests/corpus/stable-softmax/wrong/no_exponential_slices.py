# expect: WRONG mistake:no-exponential
import numpy as np


def softmax(x, axis=-1):
    moved = np.moveaxis(x, axis, 0)
    total = np.zeros_like(moved[0])
    for row in moved:
        total = total + row
    return np.moveaxis(moved / total, 0, axis)
