# expect: WRONG mistake:eps-in-the-logarithm
import numpy as np


def logsumexp(x, axis=-1, keepdims=False):
    x = np.asarray(x)
    if x.dtype.kind != "f":
        x = x.astype(np.float64)
    rows = np.moveaxis(x, axis, -1)
    out = np.empty(rows.shape[:-1], dtype=x.dtype)
    with np.errstate(all="ignore"):
        for place in np.ndindex(out.shape):
            row = rows[place]
            top = row.max(initial=-np.inf)
            shift = top if np.isfinite(top) else x.dtype.type(0)
            out[place] = shift + np.log(x.dtype.type(1e-10) + np.exp(row - shift).sum())
    return np.expand_dims(out, axis) if keepdims else out
