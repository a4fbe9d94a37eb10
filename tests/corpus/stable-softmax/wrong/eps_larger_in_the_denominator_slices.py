# expect: WRONG mistake:eps-of-1e-8-in-the-denominator
import numpy as np


def softmax(x, axis=-1):
    def one(row):
        weights = np.exp(row - row.max())
        return weights / (np.sum(weights) + 1e-8)

    return np.apply_along_axis(one, axis, x)
