# expect: WRONG mistake:logarithm-returned
import numpy as np


def softmax(x, axis=-1):
    def one(row):
        row = row - row.max()
        return row - np.log(np.sum(np.exp(row)))

    return np.apply_along_axis(one, axis, x * 1.0 if x.dtype.kind != "f" else x)
