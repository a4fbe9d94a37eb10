# expect: WRONG mistake:sum-over-the-whole-array
import numpy as np


def softmax(x, axis=-1):
    z = x - np.expand_dims(np.amax(x, axis=axis), axis)
    return np.exp(z - np.log(np.exp(z).sum()))
