# expect: WRONG mistake:mean-shift
import numpy as np


def softmax(x, axis=-1):
    def one(row):
        row = np.exp(row - row.mean())
        return row / row.sum()

    return np.apply_along_axis(one, axis, x)
