# expect: WRONG
import numpy as np


def two_layer_grads_batch(params, X, y):
    W1, b1 = params["W1"], params["b1"]
    W2, b2 = params["W2"], params["b2"]
    n = len(X)
    for label in y:
        if label < 0 or label >= len(b2):
            raise ValueError("label out of range")
    loss = 0.0
    grads = {name: np.zeros_like(value) for name, value in params.items()}
    for i in range(n):
        z1 = W1 @ X[i] + b1
        a = z1 * (z1 > 0)
        z2 = W2 @ a + b2
        shift = z2.max()
        e = np.exp(z2 - shift)
        p = e / e.sum()
        loss += np.log(e.sum()) - (z2[y[i]] - shift)
        d2 = p.copy()
        d2[y[i]] -= 1
        d2 = d2 / n
        da = d2 @ W2
        d1 = np.where(z1 > 0, da, 0.01 * da).astype(da.dtype)
        grads["W1"] += np.outer(d1, X[i])
        grads["b1"] += d1
        grads["W2"] += np.outer(d2, a)
        grads["b2"] += d2
    loss = loss / n
    return float(loss), grads
