# expect: WRONG mistake:in-place
import numpy as np


def softmax(x, axis=-1):
    if not np.issubdtype(x.dtype, np.floating):
        x = x * 1.0
    view = np.moveaxis(x, axis, -1)
    for place in np.ndindex(view.shape[:-1]):
        view[place] = view[place] - max(view[place])
    total = np.exp(x).sum(axis=axis, keepdims=True)
    return np.exp(x) / total
