# expect: WRONG mistake:always-the-first-axis
import numpy as np


def softmax(x, axis=-1):
    def one(column):
        powers = np.exp(column - max(column))
        return powers / sum(powers)

    return np.apply_along_axis(one, 0, x)
