# expect: WRONG mistake:in-place
import numpy as np


def logsumexp(x, axis=-1, keepdims=False):
    x = np.asarray(x)
    if x.dtype.kind != "f":
        x = x.astype(np.float64)
    m = x.max(axis=axis, keepdims=True, initial=-np.inf)
    s = np.where(np.isfinite(m), m, 0).astype(x.dtype)
    np.subtract(x, s, out=x)
    with np.errstate(all="ignore"):
        r = np.log(np.exp(x).sum(axis=axis, keepdims=True)) + s
    return r if keepdims else r.squeeze(axis)
