# expect: PASS
import numpy as np


def logsumexp(x, axis=-1, keepdims=False):
    """Halves of the slice, put together."""
    x = np.asarray(x)
    rows = np.moveaxis(x if x.dtype.kind == "f" else x.astype(float), axis, 0)

    def both(a, b):
        high, low = np.maximum(a, b), np.minimum(a, b)
        plain = np.isfinite(high) & np.isfinite(low)
        gap = np.where(plain, low, 0) - np.where(plain, high, 0)
        return np.where(plain, high + np.log1p(np.exp(gap)), high).astype(rows.dtype)

    def of(part):
        if len(part) < 2:
            return part[0] if len(part) else np.full(rows.shape[1:], -np.inf, dtype=rows.dtype)
        return both(of(part[: len(part) // 2]), of(part[len(part) // 2 :]))

    result = np.array(of(rows))
    return np.expand_dims(result, axis) if keepdims else result
