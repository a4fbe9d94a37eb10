# expect: PASS
import numpy as np


def logsumexp(x, axis=-1, keepdims=False):
    x = np.asarray(x)
    if x.dtype.kind != "f":
        x = x.astype(np.float64)
    m = np.max(x, axis=axis, keepdims=True, initial=-np.inf)
    ok = np.isfinite(m)
    z = np.where(ok, x, 0) - np.where(ok, m, 0)
    with np.errstate(divide="ignore"):
        r = np.where(ok, m + np.log(np.exp(z).sum(axis=axis, keepdims=True)), m)
    return r.astype(x.dtype) if keepdims else r.astype(x.dtype).squeeze(axis=axis)
