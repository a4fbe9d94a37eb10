# expect: WRONG mistake:no-max-shift
import numpy as np


def softmax(x, axis=-1):
    def one(row):
        powers = np.exp(row)
        return powers / powers.sum()

    return np.apply_along_axis(one, axis, x)
