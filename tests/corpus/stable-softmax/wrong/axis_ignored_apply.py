# expect: WRONG mistake:axis-ignored
import numpy as np


def softmax(x, axis=-1):
    def stable(logits):
        e = np.exp(logits - np.max(logits))
        return e / np.sum(e)

    return np.apply_along_axis(stable, -1, x)
