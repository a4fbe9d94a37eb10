# expect: WRONG mistake:no-exponential
import numpy as np


def softmax(x, axis=-1):
    return np.true_divide(x, np.add.reduce(x, axis=axis, keepdims=True))
