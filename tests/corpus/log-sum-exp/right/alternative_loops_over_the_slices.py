# expect: PASS
import math

import numpy as np


def logsumexp(x, axis=-1, keepdims=False):
    """Loops over the slices."""
    x = np.asarray(x)
    rows = np.moveaxis(x, axis, -1)
    result = np.empty(rows.shape[:-1])
    for place in np.ndindex(result.shape):
        values = [float(value) for value in rows[place] if value != -np.inf]
        top = max(values, default=-math.inf)
        if math.isinf(top):
            result[place] = top
        else:
            result[place] = top + math.log(math.fsum(math.exp(value - top) for value in values))
    result = result.astype(x.dtype if x.dtype.kind == "f" else float)
    return np.expand_dims(result, axis) if keepdims else result
