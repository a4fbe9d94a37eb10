# expect: PASS
import numpy as np


def softmax(x, axis=-1):
    """Sorted, in a wider type."""
    x = np.asarray(x)
    wide = x.astype(np.longdouble)
    order = np.argsort(wide, axis=axis)
    ranked = np.take_along_axis(wide, order, axis=axis)
    e = np.exp(ranked - np.take(ranked, [-1], axis=axis))
    p = np.empty_like(e)
    np.put_along_axis(p, order, e / np.cumsum(e, axis=axis).take([-1], axis=axis), axis=axis)
    return p.astype(x.dtype if x.dtype.kind == "f" else float)
