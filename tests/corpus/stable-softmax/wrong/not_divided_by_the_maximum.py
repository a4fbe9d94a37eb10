# expect: WRONG mistake:not-divided
import numpy as np


def softmax(x, axis=-1):
    def one(row):
        powers = np.exp(row - row.max())
        return powers / powers.max()

    return np.apply_along_axis(one, axis, x)
