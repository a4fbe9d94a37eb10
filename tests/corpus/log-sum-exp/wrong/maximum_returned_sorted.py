# expect: WRONG mistake:maximum-returned
import numpy as np


def logsumexp(x, axis=-1, keepdims=False):
    x = np.asarray(x)
    if x.dtype.kind != "f":
        x = x.astype(np.float64)
    rows = np.sort(np.moveaxis(x, axis, -1), axis=-1)
    r = rows[..., -1] if rows.shape[-1] else np.full(rows.shape[:-1], -np.inf, dtype=x.dtype)
    r = np.array(r)
    return np.expand_dims(r, axis) if keepdims else r
