# expect: WRONG mistake:whole-array
import numpy as np


def softmax(x, axis=-1):
    flat = x.reshape(-1)
    flat = np.exp(flat - flat.max())
    return (flat / flat.sum()).reshape(x.shape)
