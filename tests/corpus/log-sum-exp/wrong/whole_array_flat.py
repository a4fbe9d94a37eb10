# expect: WRONG mistake:whole-array
import numpy as np


def logsumexp(x, axis=-1, keepdims=False):
    x = np.asarray(x)
    if x.dtype.kind != "f":
        x = x.astype(np.float64)
    flat = x.reshape(-1)
    m = flat.max(initial=-np.inf)
    s = m if np.isfinite(m) else x.dtype.type(0)
    with np.errstate(all="ignore"):
        r = s + np.log(np.exp(flat - s).sum(keepdims=True))
    return r.reshape([1] * x.ndim) if keepdims else r[0]
