# expect: WRONG mistake:mean-shift
import numpy as np


def logsumexp(x, axis=-1, keepdims=False):
    x = np.asarray(x)
    if x.dtype.kind != "f":
        x = x.astype(np.float64)
    n = x.dtype.type(max(1, x.shape[axis]))
    with np.errstate(all="ignore"):
        mid = np.add.reduce(x, axis=axis, keepdims=True) / n
        mid = np.where(np.isfinite(mid), mid, np.zeros_like(mid))
        r = np.log(np.exp(x - mid).sum(axis=axis, keepdims=True)) + mid
    return r if keepdims else r.squeeze(axis)
