# expect: PASS
import numpy as np


def logsumexp(x, axis=-1, keepdims=False):
    """Powers of two in a wider type."""
    x = np.asarray(x)
    wide = x.astype(np.longdouble) / np.log(np.longdouble(2))
    top = wide.max(axis=axis, keepdims=True, initial=-np.inf)
    shift = np.where(np.isfinite(top), top, 0)
    with np.errstate(all="ignore"):
        result = (shift + np.log2(np.exp2(wide - shift).sum(axis=axis, keepdims=True))) * np.log(np.longdouble(2))
    result = result.astype(x.dtype if x.dtype.kind == "f" else float)
    return result if keepdims else np.squeeze(result, axis=axis)
