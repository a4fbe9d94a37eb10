# expect: WRONG mistake:always-float64
import math

import numpy as np


def softmax(x, axis=-1):
    rows = np.moveaxis(x, axis, -1)
    out = np.zeros(rows.shape)
    for place in np.ndindex(rows.shape[:-1]):
        logits = rows[place].tolist()
        top = max(logits)
        weights = [math.exp(v - top) for v in logits]
        out[place] = [w / sum(weights) for w in weights]
    return np.moveaxis(out, -1, axis)
