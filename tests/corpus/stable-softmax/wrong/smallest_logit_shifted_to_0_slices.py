# expect: WRONG mistake:smallest-logit-shifted-to-0
import numpy as np


def softmax(x, axis=-1):
    def one(row):
        powers = np.exp(row - min(row))
        return powers / np.sum(powers)

    return np.apply_along_axis(one, axis, x)
