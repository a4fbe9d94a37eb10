# expect: ERRORED mistake:infinite-and-empty-slices-forgotten
import numpy as np


def logsumexp(x, axis=-1, keepdims=False):
    x = np.asarray(x)
    if x.dtype.kind != "f":
        x = x.astype(np.float64)
    m = x.max(axis=axis, keepdims=True)
    r = np.log(np.exp(x - m).sum(axis=axis, keepdims=True)) + m
    return r if keepdims else r.squeeze(axis)
