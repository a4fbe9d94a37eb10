# expect: WRONG mistake:eps-of-1e-8-in-the-denominator
import numpy as np


def softmax(x, axis=-1):
    eps = 1e-8
    moved = np.moveaxis(x, axis, 0)
    moved = np.exp(moved - moved.max(axis=0))
    total = eps
    for row in moved:
        total = total + row
    return np.moveaxis(np.divide(moved, total), 0, axis)
