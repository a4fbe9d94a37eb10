# expect: WRONG mistake:always-the-first-axis
import numpy as np


def softmax(x, axis=-1):
    z = np.exp(x - np.max(x, axis=0))
    return z / np.sum(z, axis=0)
