# expect: PASS
import numpy as np


def two_layer_grads_batch(params, X, y):
    """The batch mean as the weighted mean of two halves, down to one sample."""
    if np.any(np.asarray(y) < 0) or np.any(np.asarray(y) >= params["W2"].shape[0]):
        raise ValueError("label out of range")
    if len(X) > 1:
        k = len(X) // 2
        left_loss, left = two_layer_grads_batch(params, X[:k], y[:k])
        right_loss, right = two_layer_grads_batch(params, X[k:], y[k:])
        share = k / len(X)
        mix = {name: share * left[name] + (1 - share) * right[name] for name in left}
        return share * left_loss + (1 - share) * right_loss, mix
    x, label = X[0], int(y[0])
    hidden = params["W1"].dot(x) + params["b1"]
    active = np.clip(hidden, 0, None)
    scores = params["W2"].dot(active) + params["b2"]
    gaps = scores - scores.max()
    log_total = np.logaddexp.reduce(gaps)
    error = np.exp(gaps - log_total)
    error[label] = -(np.exp(gaps[:label] - log_total).sum() + np.exp(gaps[label + 1 :] - log_total).sum())
    back = error.dot(params["W2"])
    back[hidden <= 0] = 0
    grads = {"W1": back[:, None] * x, "b1": back, "W2": error[:, None] * active, "b2": error}
    return float(log_total - gaps[label]), grads
