# expect: PASS
import math

import numpy as np


def softmax(x, axis=-1):
    """Loops over the slices."""
    x = np.asarray(x)
    rows = np.moveaxis(x, axis, -1)
    result = np.empty(rows.shape)
    for place in np.ndindex(rows.shape[:-1]):
        logits = [float(value) for value in rows[place]]
        top = max(logits)
        weights = [math.exp(value - top) for value in logits]
        total = math.fsum(weights)
        for i, weight in enumerate(weights):
            result[place + (i,)] = weight / total
    return np.moveaxis(result, -1, axis).astype(x.dtype if x.dtype.kind == "f" else float)
