# expect: PASS
import numpy as np


def logsumexp(x, axis=-1, keepdims=False):
    x = np.asarray(x)
    if x.dtype.kind != "f":
        x = x.astype(np.float64)
    rows = np.moveaxis(x, axis, -1)
    n = rows.shape[-1]
    top = np.max(rows, axis=-1, initial=-np.inf)
    safe = np.isfinite(top)
    z = np.where(safe[..., None], rows, 0) - np.where(safe, top, 0)[..., None]
    total = np.exp(z) @ np.ones(n, dtype=x.dtype)
    with np.errstate(divide="ignore"):
        r = np.array(np.where(safe, top + np.log(total), top))
    return np.expand_dims(r, axis) if keepdims else r
