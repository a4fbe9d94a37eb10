# expect: WRONG mistake:axis-always-kept
import numpy as np


def logsumexp(x, axis=-1, keepdims=False):
    x = np.asarray(x)
    if x.dtype.kind != "f":
        x = x.astype(np.float64)
    m = x.max(axis=axis, keepdims=True, initial=-np.inf)
    s = np.where(np.abs(m) < np.inf, m, 0).astype(x.dtype)
    with np.errstate(all="ignore"):
        total = np.sum(np.exp(x - s), axis=axis, keepdims=True)
        r = s + np.log(total)
    return r
