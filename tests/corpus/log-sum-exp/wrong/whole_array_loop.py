# expect: WRONG mistake:whole-array
import numpy as np


def logsumexp(x, axis=-1, keepdims=False):
    x = np.asarray(x)
    if x.dtype.kind != "f":
        x = x.astype(np.float64)
    top = max((float(v) for v in x.flat), default=-np.inf)
    if np.isinf(top):
        r = np.array(top)
    else:
        r = np.array(top + np.log(sum(np.exp(float(v) - top) for v in x.flat)))
    r = r.astype(x.dtype)
    return r.reshape((1,) * x.ndim) if keepdims else r
