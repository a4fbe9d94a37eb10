"""References of the track neural-networks: NumPy only, shown beside an answer that passed."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Callable


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
        X = np.asarray(X, dtype=np.float64)
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
        dY = np.asarray(dY, dtype=np.float64)
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
        logits = np.asarray(logits, dtype=np.float64)
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
        z = np.asarray(z, dtype=np.float64)
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


def mlp_forward(
    X: np.ndarray,
    weights: list[np.ndarray],
    biases: list[np.ndarray],
    act: Callable[[np.ndarray], np.ndarray] = np.tanh,
) -> list[np.ndarray]:
    """Activations of a multilayer perceptron whose last layer is linear.

    h_0 = X, h_l = act(h_(l-1) W_l^T + b_l), and for the last layer the same
    without act. Source: Goodfellow, Bengio and Courville, Deep Learning, MIT
    Press 2016, chapter 6.

    Args:
        X: Inputs, (B, n_0): one sample a row.
        weights: One (n_l, n_(l-1)) for each layer.
        biases: One (n_l,) for each layer.
        act: Applied to whole arrays, entry by entry.

    Returns:
        [h_0, ..., h_L]: float64 arrays (B, n_l). h_0 is a copy of X.

    Raises:
        ValueError: If there are not as many biases as weights.
    """
    h = [X.astype(np.float64)]
    for layer, (W, b) in enumerate(zip(weights, biases, strict=True), start=1):
        z = h[-1] @ W.T + b
        h.append(act(z) if layer < len(weights) else z)
    return h


def mlp_forward_recursive(
    X: np.ndarray,
    weights: list[np.ndarray],
    biases: list[np.ndarray],
    act: Callable[[np.ndarray], np.ndarray] = np.tanh,
) -> list[np.ndarray]:
    """The same from the last layer back, one unit at a time: the second witness of `mlp_forward`."""
    if len(weights) == 0:
        return [X.astype(np.float64)]
    *before, inputs = mlp_forward_recursive(X, weights[:-1], biases[:-1], act)
    if before:
        inputs = act(inputs)
    units = [(inputs * row).sum(axis=1) + bias for row, bias in zip(weights[-1], biases[-1], strict=True)]
    return [*before, inputs, np.stack(units, axis=1)]


def draw_weights(draw: Any, dims: dict[str, int], inputs: dict[str, Any]) -> list[np.ndarray]:  # noqa: ARG001
    """One to three matrices (out, in) that fit one after another, the first to rows of N entries."""
    widths = [dims["N"], *(draw.integer(1, 4) for _ in range(draw.integer(1, 3)))]
    return [draw.array((m, n), -2, 2) for n, m in pairwise(widths)]


def draw_biases(draw: Any, dims: dict[str, int], inputs: dict[str, Any]) -> list[np.ndarray]:  # noqa: ARG001
    """A vector for each of the weights."""
    return [draw.array((len(W),), -2, 2) for W in inputs["weights"]]


def he_init(fan_in: int, fan_out: int, rng: np.random.Generator) -> np.ndarray:
    """Random weights that keep the mean square of activations through ReLU.

    Normal with mean 0 and variance 2 / fan_in. Source: He, Zhang, Ren and
    Sun, Delving deep into rectifiers, ICCV 2015.

    Args:
        fan_in: Inputs of the layer, at least 1.
        fan_out: Outputs of the layer, at least 1.
        rng: The only source of randomness, asked for standard normals once.

    Returns:
        Weights, (fan_out, fan_in), float64.

    Raises:
        ValueError: If fan_in or fan_out is below 1.
    """
    if fan_in < 1 or fan_out < 1:
        raise ValueError(f"fan_in and fan_out must be at least 1, not {fan_in} and {fan_out}")
    return rng.standard_normal((fan_out, fan_in)) * np.sqrt(2 / fan_in)


def he_init_one_by_one(fan_in: int, fan_out: int, rng: np.random.Generator) -> np.ndarray:
    """The same, a number at a time with its standard deviation: the second witness of `he_init`."""
    spread = (fan_in / 2) ** -0.5
    return np.array([[rng.normal(0, spread) for _ in range(fan_in)] for _ in range(fan_out)])


def train_step(
    params: dict[str, np.ndarray],
    X: np.ndarray,
    y: np.ndarray,
    lr: float,
) -> tuple[dict[str, np.ndarray], float]:
    """One step of gradient descent on the whole batch, for a two-layer network.

    All gradients are taken at the old parameters, then all four move. Source:
    Goodfellow, Bengio and Courville, Deep Learning, MIT Press 2016, section
    8.3.1.

    Args:
        params: W1 (H, N), b1 (H,), W2 (C, H), b2 (C,).
        X: Inputs, (B, N): one sample a row, at least one.
        y: Labels, (B,), whole numbers from 0 to C - 1.
        lr: Step size, at least 0.

    Returns:
        A dict of the new parameters, and the mean loss at the old ones.

    Raises:
        ValueError: If a label lies outside 0 .. C - 1.
    """
    loss, grads = two_layer_grads_batch(params, X, y)
    return {name: params[name] - lr * grads[name] for name in grads}, loss


def chain_slope(w: float, L: int) -> float:
    """|dh_L / dh_0| of a chain of sigmoid units at pre-activation 0.

    The chain is run forward from a complex h_0 with an imaginary part so small
    that its square vanishes; what arrives of it, divided by what was put in,
    is the derivative, without a difference that could lose digits. Source:
    Squire and Trapp, Using complex variables to estimate derivatives of real
    functions, SIAM Review 40(1), 1998.

    Args:
        w: The weight of every layer.
        L: Number of layers.

    Returns:
        The absolute value of the derivative.
    """
    step = 1e-30
    h = 0.5 + 1j * step
    for _ in range(L):
        bias = -w * 0.5
        h = 1 / (1 + np.exp(-(w * h + bias)))
    return abs(h.imag) / step
