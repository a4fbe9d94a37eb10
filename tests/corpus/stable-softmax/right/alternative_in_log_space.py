# expect: PASS
import numpy as np


def softmax(x, axis=-1):
    """In log space."""
    x = np.asarray(x)
    z = x.astype(x.dtype if x.dtype.kind == "f" else float)
    z = z - z.max(axis=axis, keepdims=True)
    return np.exp(z - np.log(np.exp(z).sum(axis=axis, keepdims=True)))
