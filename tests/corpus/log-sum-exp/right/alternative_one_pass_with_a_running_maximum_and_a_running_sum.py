# expect: PASS
import numpy as np


def logsumexp(x, axis=-1, keepdims=False):
    """One pass with a running maximum and a running sum."""
    x = np.asarray(x)
    rows = np.moveaxis(x if x.dtype.kind == "f" else x.astype(float), axis, 0)
    top = np.full(rows.shape[1:], -np.inf, dtype=rows.dtype)
    total = np.zeros_like(top)
    with np.errstate(all="ignore"):
        for row in rows:
            higher = np.maximum(top, row)
            finite = np.isfinite(higher)
            shift = np.where(finite, higher, np.zeros_like(higher))
            total = np.where(finite, total * np.exp(top - shift) + np.exp(row - shift), total)
            top = higher
        result = np.where(np.isfinite(top), top + np.log(total), top)
    return np.expand_dims(result, axis) if keepdims else result
