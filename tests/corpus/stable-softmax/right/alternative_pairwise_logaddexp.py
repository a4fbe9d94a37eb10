# expect: PASS
import numpy as np


def softmax(x, axis=-1):
    """Pairwise logaddexp."""
    x = np.asarray(x)
    z = np.moveaxis(x.astype(x.dtype if x.dtype.kind == "f" else float), axis, 0)
    z = z - z.max(axis=0)
    total = z[0]
    for row in z[1:]:
        total = np.logaddexp(total, row)
    return np.moveaxis(np.exp(z - total), 0, axis)
