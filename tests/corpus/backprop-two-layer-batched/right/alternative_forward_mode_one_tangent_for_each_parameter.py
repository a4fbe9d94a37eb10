# expect: PASS
import numpy as np


def two_layer_grads_batch(params, X, y):
    """Forward mode, one tangent for each parameter."""
    if min(y) < 0 or max(y) >= len(params["b2"]):
        raise ValueError("label out of range")
    batch = np.arange(len(X))
    Z1 = X @ params["W1"].T + params["b1"]
    on = Z1 > 0
    A = Z1 * on
    Z2 = A @ params["W2"].T + params["b2"]
    S = Z2 - Z2.max(axis=1)[:, None]
    P = np.exp(S) / np.exp(S).sum(axis=1)[:, None]

    def slope(name, place):
        tangent = {key: np.zeros_like(value) for key, value in params.items()}
        tangent[name][place] = 1
        dZ1 = X @ tangent["W1"].T + tangent["b1"]
        dZ2 = (dZ1 * on) @ params["W2"].T + A @ tangent["W2"].T + tangent["b2"]
        return ((P * dZ2).sum(axis=1) - dZ2[batch, y]).mean()

    grads = {}
    for name, value in params.items():
        grads[name] = np.empty_like(value)
        for place in np.ndindex(value.shape):
            grads[name][place] = slope(name, place)
    return np.mean(np.log(np.exp(S).sum(axis=1)) - S[batch, y]), grads
