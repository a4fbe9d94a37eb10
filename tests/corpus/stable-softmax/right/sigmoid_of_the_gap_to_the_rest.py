# expect: PASS
import numpy as np


def softmax(x, axis=-1):
    """p_i is the sigmoid of x_i minus the log-sum-exp of the others."""
    kind = x.dtype if x.dtype.kind == "f" else np.float64
    z = np.moveaxis(x.astype(np.float64), axis, 0)
    z = z - z.max(axis=0)
    out = np.empty_like(z)
    for i in range(len(z)):
        others = np.full(z.shape[1:], -np.inf)
        for j in range(len(z)):
            if j != i:
                others = np.logaddexp(others, z[j])
        out[i] = np.exp(z[i] - np.logaddexp(z[i], others))
    return np.moveaxis(out, 0, axis).astype(kind)
