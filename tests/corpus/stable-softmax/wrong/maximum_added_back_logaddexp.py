# expect: WRONG mistake:maximum-added-back
import numpy as np


def softmax(x, axis=-1):
    if not np.issubdtype(x.dtype, np.floating):
        x = x.astype(np.float64)
    return np.exp(x - np.logaddexp.reduce(x, axis=axis, keepdims=True))
