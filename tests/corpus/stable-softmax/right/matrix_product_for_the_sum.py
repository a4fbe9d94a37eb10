# expect: PASS
import numpy as np


def softmax(x, axis=-1):
    """Rows of a matrix, their sums by a product with ones."""
    kind = x.dtype if x.dtype.kind == "f" else np.dtype(float)
    moved = np.moveaxis(x, axis, -1)
    rows = moved.reshape(-1, moved.shape[-1]).astype(kind)
    e = np.exp(rows - rows.max(axis=1)[:, np.newaxis])
    ones = np.ones((e.shape[1], e.shape[1]), dtype=kind)
    return np.moveaxis((e / (e @ ones)).reshape(moved.shape), -1, axis)
