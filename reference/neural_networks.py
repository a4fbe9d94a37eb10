"""References of the track neural-networks: NumPy only, shown beside an answer that passed."""

from __future__ import annotations

import numpy as np


def two_layer_grads_batch(
    params: dict[str, np.ndarray],
    X: np.ndarray,
    y: np.ndarray,
) -> tuple[float, dict[str, np.ndarray]]:
    """Loss and gradients of a two-layer ReLU network, averaged over a batch.

    The loss is the cross-entropy of softmax. Its gradient at the logits is
    (softmax(Z2) - onehot(y)) / B; relu'(0) = 0. Source: Rumelhart, Hinton and
    Williams, Learning representations by back-propagating errors, Nature 323,
    1986.

    Args:
        params: W1 (H, N), b1 (H,), W2 (C, H), b2 (C,).
        X: Inputs, (B, N): one sample a row, at least one.
        y: Labels, (B,), whole numbers from 0 to C - 1.

    Returns:
        The mean loss in nats, and a dict with the gradient of each parameter,
        of its shape and dtype.

    Raises:
        ValueError: If a label lies outside 0 .. C - 1.
    """
    W1, b1, W2, b2 = (params[name] for name in ("W1", "b1", "W2", "b2"))
    if np.min(y) < 0 or np.max(y) >= len(b2):
        raise ValueError(f"labels must lie in 0 .. {len(b2) - 1}")
    rows = np.arange(len(X))

    Z1 = X @ W1.T + b1
    A = np.maximum(Z1, 0)
    Z2 = A @ W2.T + b2
    S = Z2 - Z2.max(axis=1, keepdims=True)
    log_sum = np.log(np.exp(S).sum(axis=1))
    loss = np.mean(log_sum - S[rows, y])

    D2 = np.exp(S - log_sum[:, None])
    D2[rows, y] -= 1
    D2 /= len(X)
    D1 = (D2 @ W2) * (Z1 > 0)
    return float(loss), {
        "W1": D1.T @ X,
        "b1": D1.sum(axis=0),
        "W2": D2.T @ A,
        "b2": D2.sum(axis=0),
    }


def linear_forward(X: np.ndarray, W: np.ndarray, b: np.ndarray) -> np.ndarray:
    """A fully connected layer on a batch: X W^T + b.

    Row i of the result is W X[i] + b; the product does all rows at once.
    Source: Goodfellow, Bengio and Courville, Deep Learning, MIT Press 2016,
    section 6.

    Args:
        X: Inputs, (B, n): one sample a row, possibly none.
        W: Weights, (m, n): one output a row.
        b: Biases, (m,).

    Returns:
        Outputs, (B, m), in the floating dtype of the inputs; integers and
        booleans give float64.

    Raises:
        ValueError: If b is not of shape (m,), or X and W differ in n.
    """
    if b.shape != W.shape[:1]:
        raise ValueError(f"b has shape {b.shape}, not {W.shape[:1]}")
    if X.dtype.kind != "f":
        X = X.astype(np.float64)
    return X @ W.T + b


def linear_backward(dY: np.ndarray, X: np.ndarray, W: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Gradients of a loss at X, W and b, from its gradient at Y = X W^T + b.

    Nothing is averaged: a factor 1/B of the loss is part of dY. Source:
    Goodfellow, Bengio and Courville, Deep Learning, MIT Press 2016, section
    6.5.

    Args:
        dY: Gradient at the outputs, (B, m); B may be 0.
        X: Inputs of the forward pass, (B, n).
        W: Weights of the forward pass, (m, n).

    Returns:
        dX (B, n), dW (m, n) and db (m,) in the floating dtype of the inputs;
        integers give float64.
    """
    if dY.dtype.kind != "f":
        dY = dY.astype(np.float64)
    return dY @ W, dY.T @ X, dY.sum(axis=0)


def relu_backward(dout: np.ndarray, x: np.ndarray) -> np.ndarray:
    """Gradient at x of a loss whose gradient at max(x, 0) is dout.

    The derivative at 0 is taken to be 0, a subgradient like every number from
    0 to 1. The mask selects and does not multiply: 0 times inf is NaN.
    Source: Glorot, Bordes and Bengio, Deep sparse rectifier neural networks,
    AISTATS 2011.

    Args:
        dout: Gradient at the output, any shape, floating.
        x: Input of the forward pass, of the same shape, any real dtype.

    Returns:
        dout where x > 0, else 0: a new array in the dtype of dout.
    """
    return np.where(x > 0, dout, 0)


def cross_entropy(logits: np.ndarray, labels: np.ndarray) -> float:
    """Cross-entropy of softmax against whole labels, averaged over the batch.

    For one sample it is log(sum(exp(z))) - z[label]. With the maximum of the
    sample taken out of z it neither overflows nor takes the logarithm of 0.
    Source: Goodfellow, Bengio and Courville, Deep Learning, MIT Press 2016,
    section 6.2.2.3.

    Args:
        logits: Scores, (N, C), floating: one sample a row, at least one.
        labels: The class of each sample, (N,), of an integer dtype.

    Returns:
        The mean over the samples, in nats.

    Raises:
        ValueError: If there is no sample, or if the labels are not N whole
            numbers from 0 to C - 1.
    """
    N, C = logits.shape
    if labels.shape != (N,) or labels.dtype.kind not in "iu":
        raise ValueError(f"expected {N} labels of an integer dtype")
    # Without labels, min raises ValueError by itself.
    if labels.min() < 0 or labels.max() >= C:
        raise ValueError(f"labels must lie in 0 .. {C - 1}")
    S = logits - logits.max(axis=1, keepdims=True)
    return float(np.mean(np.log(np.exp(S).sum(axis=1)) - S[np.arange(N), labels]))


def cross_entropy_grad(logits: np.ndarray, labels: np.ndarray) -> np.ndarray:
    """Gradient of the mean softmax cross-entropy with respect to the logits.

    It is (softmax - onehot) / N: the Jacobian of softmax and the derivative
    of the logarithm cancel. Source: Bishop, Pattern Recognition and Machine
    Learning, Springer 2006, section 4.3.4.

    Args:
        logits: Scores, (N, C): one sample a row, at least one.
        labels: The class of each sample, (N,), whole numbers.

    Returns:
        The gradient, (N, C), in the floating dtype of the logits; integers
        give float64.

    Raises:
        ValueError: If a label lies outside 0 .. C - 1.
    """
    N, C = logits.shape
    if labels.min() < 0 or labels.max() >= C:
        raise ValueError(f"labels must lie in 0 .. {C - 1}")
    if logits.dtype.kind != "f":
        logits = logits.astype(np.float64)
    P = np.exp(logits - logits.max(axis=1, keepdims=True))
    P /= P.sum(axis=1, keepdims=True)
    P[np.arange(N), labels] -= 1
    return P / N


def softmax_jacobian(z: np.ndarray) -> np.ndarray:
    """Jacobian of softmax along the last axis: J_ij = s_i (delta_ij - s_j).

    Source: Bishop, Pattern Recognition and Machine Learning, Springer 2006,
    equation (4.106).

    Args:
        z: Logits, (..., n) with n at least 1.

    Returns:
        Derivatives of entry i by logit j, (..., n, n), in the floating dtype
        of z; integers give float64.
    """
    if z.dtype.kind != "f":
        z = z.astype(np.float64)
    e = np.exp(z - z.max(axis=-1, keepdims=True))
    s = e / e.sum(axis=-1, keepdims=True)
    identity = np.eye(z.shape[-1], dtype=s.dtype)
    return s[..., :, None] * (identity - s[..., None, :])


def bce_with_logits(z: np.ndarray, y: np.ndarray) -> float:
    """Binary cross-entropy of sigmoid(z) against targets y, averaged.

    log(1 + exp(z)) = max(z, 0) + log1p(exp(-|z|)), where exp cannot overflow.
    Source: Blanchard, Higham and Higham, Accurately computing the log-sum-exp
    and softmax functions, IMA Journal of Numerical Analysis 41(4), 2021: it
    is the log-sum-exp of 0 and z.

    Args:
        z: Logits, (N,) with N at least 1; finite.
        y: Targets, (N,), from 0 to 1, whole or not.

    Returns:
        The mean over the N entries, in nats.
    """
    return float(np.mean(np.maximum(z, 0) - y * z + np.log1p(np.exp(-np.abs(z)))))


def cross_entropy_probs(y_true: np.ndarray, y_pred: np.ndarray, eps: float = 1e-12) -> float:
    """Cross-entropy of two arrays of distributions, averaged over the rows.

    Source: Cover and Thomas, Elements of Information Theory, Wiley 2006,
    chapter 2.

    Args:
        y_true: Targets, (N, C) with N at least 1; rows sum to 1.
        y_pred: Predictions, (N, C); rows sum to 1.
        eps: Floor of the predictions, above 0: log 0 is never taken.

    Returns:
        The mean over the rows of -sum(y_true * log(y_pred)), in nats.
    """
    log_p = np.log(np.maximum(y_pred, eps))
    return float(-np.sum(y_true * log_p) / len(y_true))


def two_layer_grads(
    params: dict[str, np.ndarray],
    x: np.ndarray,
    y: int,
) -> tuple[float, dict[str, np.ndarray]]:
    """Loss and gradients of a two-layer ReLU network for one sample.

    The loss is the cross-entropy of softmax, whose gradient at the logits is
    softmax(z2) - onehot(y); relu'(0) = 0. Source: Rumelhart, Hinton and
    Williams, Learning representations by back-propagating errors, Nature 323,
    1986.

    Args:
        params: W1 (H, N), b1 (H,), W2 (C, H), b2 (C,).
        x: Input, (N,).
        y: Label, from 0 to C - 1.

    Returns:
        The loss in nats, and a dict with the gradient of each parameter, of
        its shape and dtype.

    Raises:
        ValueError: If y lies outside 0 .. C - 1.
    """
    W1, b1, W2, b2 = (params[name] for name in ("W1", "b1", "W2", "b2"))
    if not 0 <= y < len(b2):
        raise ValueError(f"the label must lie in 0 .. {len(b2) - 1}")

    z1 = W1 @ x + b1
    h = np.maximum(z1, 0)
    z2 = W2 @ h + b2
    s = z2 - z2.max()
    log_sum = np.log(np.exp(s).sum())
    loss = log_sum - s[y]

    d2 = np.exp(s - log_sum)
    d2[y] -= 1
    d1 = (W2.T @ d2) * (z1 > 0)
    return float(loss), {"W1": np.outer(d1, x), "b1": d1, "W2": np.outer(d2, h), "b2": d2}
