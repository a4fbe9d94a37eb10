# expect: WRONG
import numpy as np


def logsumexp(x, axis=-1, keepdims=False):
    kind = np.asarray(x).dtype
    x = np.asarray(x).astype(np.float32)
    m = x.max(axis=axis, keepdims=True, initial=-np.inf)
    s = np.where(np.abs(m) < np.inf, m, 0).astype(x.dtype)
    with np.errstate(all="ignore"):
        total = np.sum(np.exp(x - s), axis=axis, keepdims=True)
        r = s + np.log(total)
    r = r.astype(kind if kind.kind == "f" else float)
    return r if keepdims else r.squeeze(axis)
