"""References of the track neural-networks: NumPy only. Rows are samples, weights are (out, in)."""

from __future__ import annotations

from itertools import pairwise

import numpy as np


def linear_forward(X, W, b):
    """`X W.T + b` for X (B, n), W (m, n), b (m,), in the floating dtype of the inputs."""
    X, W, b = _floating(X, W, b)
    if b.shape != (W.shape[0],):
        raise ValueError(f"one bias for each of {W.shape[0]} outputs, not {b.shape}")
    return X @ W.T + b


def linear_backward(dY, X, W):
    """Gradients of a loss at X, W and b, from the one at `Y = X W.T + b`; no averaging."""
    dY, X, W = _floating(dY, X, W)
    return dY @ W, dY.T @ X, dY.sum(axis=0)


def relu_backward(dout, x):
    """`dout` where x > 0, else 0, in the dtype of dout."""
    dout = np.asarray(dout)
    return np.where(np.asarray(x) > 0, dout, np.zeros((), dout.dtype))


def softmax_jacobian(z):
    """`d softmax(z)_i / d z_j` along the last axis: `s_i (delta_ij - s_j)`, in the floating dtype of z."""
    (z,) = _floating(z)
    e = np.exp(z - z.max(axis=-1, keepdims=True))
    s = e / e.sum(axis=-1, keepdims=True)
    return s[..., :, None] * (np.eye(z.shape[-1], dtype=s.dtype) - s[..., None, :])


def cross_entropy(logits, labels):
    """Mean of `-log softmax(logits)[label]` over the rows, a float in nats."""
    logits, labels = np.asarray(logits, dtype=float), np.asarray(labels)
    if len(logits) == 0:
        raise ValueError("no samples")
    _check_labels(labels, logits.shape)
    shifted = logits - logits.max(axis=1, keepdims=True)
    return float(np.mean(np.log(np.exp(shifted).sum(axis=1)) - shifted[np.arange(len(labels)), labels]))


def cross_entropy_grad(logits, labels):
    """Gradient of `cross_entropy` in the logits, `(softmax - onehot) / N`, in their floating dtype."""
    (logits,) = _floating(logits)
    labels = np.asarray(labels)
    _check_labels(labels, logits.shape)
    e = np.exp(logits - logits.max(axis=1, keepdims=True))
    p = e / e.sum(axis=1, keepdims=True)
    p[np.arange(len(p)), labels] -= 1
    return p / len(p)


def cross_entropy_probs(y_true, y_pred, eps=1e-12):
    """`-sum y log max(p, eps)`, averaged over the rows; a float in nats."""
    y, p = np.asarray(y_true, dtype=float), np.asarray(y_pred, dtype=float)
    return float(-np.sum(y * np.log(np.maximum(p, eps))) / len(y))


def bce_with_logits(z, y):
    """Mean of `log(1 + exp(z)) - y z`, a float in nats, without overflow."""
    z, y = np.asarray(z, dtype=float), np.asarray(y, dtype=float)
    return float(np.mean(np.maximum(z, 0) - y * z + np.log1p(np.exp(-np.abs(z)))))


def two_layer_grads(params, x, y):
    """Loss of one sample x (n,) with label y, and the gradient of each parameter; relu'(0) = 0."""
    W1, b1, W2, b2 = (params[name] for name in ("W1", "b1", "W2", "b2"))
    _check_labels(np.array([y]), (1, len(b2)))
    z1 = W1 @ x + b1
    h = np.maximum(z1, 0)
    z2 = W2 @ h + b2
    shifted = z2 - z2.max()
    log_total = np.log(np.exp(shifted).sum())
    loss = log_total - shifted[y]
    d2 = np.exp(shifted - log_total)
    d2[y] -= 1
    d1 = (W2.T @ d2) * (z1 > 0)
    return float(loss), {"W1": np.outer(d1, x), "b1": d1, "W2": np.outer(d2, h), "b2": d2}


def two_layer_grads_batch(params, X, y):
    """Mean loss of a batch X (B, n) with labels y (B,), and the gradient of each parameter; relu'(0) = 0."""
    W1, b1, W2, b2 = (params[name] for name in ("W1", "b1", "W2", "b2"))
    _check_labels(np.asarray(y), (len(X), len(b2)))
    rows = np.arange(len(X))
    Z1 = X @ W1.T + b1
    H = np.maximum(Z1, 0)
    Z2 = H @ W2.T + b2
    shifted = Z2 - Z2.max(axis=1, keepdims=True)
    log_total = np.log(np.exp(shifted).sum(axis=1))
    loss = np.mean(log_total - shifted[rows, y])
    D2 = np.exp(shifted - log_total[:, None])
    D2[rows, y] -= 1
    D2 /= len(X)
    D1 = (D2 @ W2) * (Z1 > 0)
    return float(loss), {"W1": D1.T @ X, "b1": D1.sum(axis=0), "W2": D2.T @ H, "b2": D2.sum(axis=0)}


def mlp_forward(X, weights, biases, act=np.tanh):
    """Activations `[h0, ..., hL]` of a network with `act` after every layer but the last; h0 is a copy of X."""
    if len(weights) != len(biases):
        raise ValueError(f"as many biases as weights, not {len(biases)} and {len(weights)}")
    (X,) = _floating(X)
    h = [X.copy()]
    for layer, (W, b) in enumerate(zip(weights, biases, strict=True), start=1):
        z = h[-1] @ W.T + b
        h.append(z if layer == len(weights) else act(z))
    return h


def draw_weights(draw, dims, inputs):
    """One to three matrices (out, in) that fit one after another, the first to rows of N entries."""
    widths = [dims["N"], *(draw.integer(1, 4) for _ in range(draw.integer(1, 3)))]
    return [draw.array((m, n), -2, 2) for n, m in pairwise(widths)]


def draw_biases(draw, dims, inputs):
    """A vector for each of the weights."""
    return [draw.array((len(W),), -2, 2) for W in inputs["weights"]]


def he_init(fan_in, fan_out, rng):
    """Weights (fan_out, fan_in) for ReLU: `rng.standard_normal((fan_out, fan_in)) * sqrt(2 / fan_in)`."""
    if fan_in < 1 or fan_out < 1:
        raise ValueError(f"at least one input and one output, not {fan_in} and {fan_out}")
    return rng.standard_normal((fan_out, fan_in)) * np.sqrt(2.0 / fan_in)


def train_step(params, X, y, lr):
    """Parameters after one step of gradient descent on the loss of `two_layer_grads_batch`, and the loss before it."""
    loss, grads = two_layer_grads_batch(params, X, y)
    return {name: params[name] - lr * grads[name] for name in ("W1", "b1", "W2", "b2")}, loss


def _floating(*arrays):
    """As arrays, with integers and booleans promoted to float64."""
    arrays = [np.asarray(a) for a in arrays]
    return [a if a.dtype.kind == "f" else a.astype(float) for a in arrays]


def _check_labels(labels, shape):
    rows, classes = shape
    if labels.shape != (rows,) or labels.dtype.kind not in "iu" or np.any(labels < 0) or np.any(labels >= classes):
        raise ValueError(f"{rows} whole labels in 0 .. {classes - 1}")
