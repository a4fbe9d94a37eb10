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
