# expect: WRONG mistake:maximum-added-back
import numpy as np


def logsumexp(row):
    top = row.max()
    return np.log(np.sum(np.exp(row - top))) + top


def softmax(x, axis=-1):
    if x.dtype.kind != "f":
        x = x * 1.0
    return np.apply_along_axis(lambda row: np.exp(row - logsumexp(row)), axis, x)
