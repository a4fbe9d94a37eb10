# expect: WRONG mistake:whole-array
import math

import numpy as np


def softmax(x, axis=-1):
    top = max(float(v) for v in x.flat)
    total = sum(math.exp(float(v) - top) for v in x.flat)
    out = np.zeros(x.shape)
    for place, v in np.ndenumerate(x):
        out[place] = math.exp(float(v) - top) / total
    return out.astype(x.dtype) if np.issubdtype(x.dtype, np.floating) else out
