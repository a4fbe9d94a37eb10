"""References of the track optimization: NumPy only, shown beside an answer that passed."""

from __future__ import annotations

import numpy as np


def adam_step(
    theta: np.ndarray,
    g: np.ndarray,
    m: np.ndarray,
    v: np.ndarray,
    t: int,
    lr: float = 1e-3,
    beta1: float = 0.9,
    beta2: float = 0.999,
    eps: float = 1e-8,
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """One step of Adam with bias correction; eps is added outside the root.

    Source: Kingma and Ba, Adam: a method for stochastic optimization, ICLR
    2015, Algorithm 1.

    Args:
        theta: Parameters, (N,), float64 or float32.
        g: Gradient of the loss at theta, (N,).
        m: Mean of the gradients before this step, (N,), not corrected.
        v: Mean of their squares before this step, (N,), not corrected.
        t: Number of this step; the first is 1.
        lr: Step size.
        beta1: Decay of m, in [0, 1).
        beta2: Decay of v, in [0, 1).
        eps: Keeps the division finite, above 0.

    Returns:
        The new theta, m and v, each (N,) and of the dtype of the inputs; m and
        v not corrected.

    Raises:
        ValueError: If t is below 1.
    """
    if t < 1:
        raise ValueError(f"t counts from 1, not {t}")
    m = beta1 * m + (1 - beta1) * g
    v = beta2 * v + (1 - beta2) * g**2
    m_hat = m / (1 - beta1**t)
    v_hat = v / (1 - beta2**t)
    return theta - lr * m_hat / (np.sqrt(v_hat) + eps), m, v
