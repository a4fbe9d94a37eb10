# expect: PASS
import numpy as np


def two_layer_grads_batch(params, X, y):
    W1, b1, W2, b2 = (params[k] for k in ("W1", "b1", "W2", "b2"))
    C = len(b2)
    B = len(X)
    if np.any((y < 0) | (y >= C)):
        raise ValueError("label")
    Z1 = X @ W1.T + b1
    A = np.maximum(Z1, 0)
    Z2 = A @ W2.T + b2
    m = Z2.max(axis=1)
    lse = m + np.log(np.exp(Z2 - m[:, None]).sum(axis=1))
    loss = float(np.mean(lse - Z2[np.arange(B), y]))
    P = np.exp(Z2 - lse[:, None])
    P[np.arange(B), y] -= 1
    P /= B
    D1 = (P @ W2) * (Z1 > 0)
    return loss, {"W1": D1.T @ X, "b1": D1.sum(0), "W2": P.T @ A, "b2": P.sum(0)}
