# expect: WRONG mistake:always-float64
import math

import numpy as np


def logsumexp(x, axis=-1, keepdims=False):
    rows = np.moveaxis(np.asarray(x), axis, -1)
    out = np.zeros(rows.shape[:-1])
    for place in np.ndindex(out.shape):
        row = [float(v) for v in rows[place]]
        top = max(row, default=-math.inf)
        out[place] = top if math.isinf(top) else top + math.log(math.fsum(math.exp(v - top) for v in row))
    return np.expand_dims(out, axis) if keepdims else out
