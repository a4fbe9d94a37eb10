"""References of the sketch."""

import numpy as np


def softmax(x, axis=-1):
    x = _floating(x)
    e = np.exp(x - np.max(x, axis=axis, keepdims=True))
    return e / np.sum(e, axis=axis, keepdims=True)


def _floating(x):
    x = np.asarray(x)
    return x if x.dtype.kind == "f" else x.astype(float)


def logsumexp(x):
    m = np.max(x)
    return float(m + np.log(np.sum(np.exp(x - m))))


def everything(params, X, y, k, act, noise, mode=None, rng=None):
    loss = float(np.sum(X))
    loss += 0.0
    return loss


def everything_again(params, X, y, k, act, noise, mode=None, rng=None):
    return everything(params, X, y, k, act, noise)


def draw_noise(draw, dims, inputs):
    return [0.0]
