# expect: PASS
import numpy as np


def two_layer_grads_batch(params, X, y):
    """One sample at a time."""
    W1, b1, W2, b2 = (params[name] for name in ("W1", "b1", "W2", "b2"))
    if any(label < 0 or label >= b2.size for label in y):
        raise ValueError("label out of range")
    loss = 0.0
    grads = {name: np.zeros_like(value) for name, value in params.items()}
    for x, label in zip(X, y):
        z1 = W1 @ x + b1
        a = np.where(z1 > 0, z1, 0).astype(z1.dtype)
        z2 = W2 @ a + b2
        e = np.exp(z2 - z2.max())
        loss += float(np.log(e.sum()) - (z2[label] - z2.max())) / len(y)
        d2 = e / e.sum()
        d2[label] -= 1
        d2 = d2 / len(y)
        d1 = np.where(z1 > 0, W2.T @ d2, 0).astype(z1.dtype)
        for name, value in (("W1", np.outer(d1, x)), ("b1", d1), ("W2", np.outer(d2, a)), ("b2", d2)):
            grads[name] += value
    return loss, grads
