# expect: WRONG mistake:no-shift
import numpy as np


def logsumexp(x, axis=-1, keepdims=False):
    x = np.asarray(x)
    if x.dtype.kind != "f":
        x = x.astype(np.float64)
    with np.errstate(all="ignore"):
        return np.log(np.add.reduce(x.dtype.type(np.e) ** x if x.dtype == np.float16 else np.exp(x), axis=axis, keepdims=keepdims))
