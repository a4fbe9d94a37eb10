# expect: WRONG
import numpy as np


def logsumexp(x, axis=-1, keepdims=False):
    x = np.asarray(x)
    if x.dtype.kind != "f":
        x = x.astype(np.float64)
    m = x.max(axis=axis, keepdims=True, initial=-np.inf)
    m = np.where(np.isfinite(m), m, 0)
    with np.errstate(all="ignore"):
        e = np.exp(x - m)
        return e / e.sum(axis=axis, keepdims=True)
