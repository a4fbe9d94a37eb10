# expect: PASS
import numpy as np


def logsumexp(x, axis=-1, keepdims=False):
    """The maximum apart, log1p of the rest."""
    x = np.asarray(x)
    rows = np.sort(np.moveaxis(x if x.dtype.kind == "f" else x.astype(float), axis, -1), axis=-1)
    if not rows.shape[-1]:
        result = np.full(rows.shape[:-1], -np.inf, dtype=rows.dtype)
    else:
        top = rows[..., -1]
        finite = np.isfinite(top)
        gaps = np.where(finite[..., None], rows[..., :-1], -np.inf) - np.where(finite, top, 0)[..., None]
        rest = np.exp(gaps.astype(rows.dtype)).sum(axis=-1)
        result = np.where(finite, top + np.log1p(rest), top)
    return np.expand_dims(result, axis) if keepdims else result
