"""References of the track optimization: NumPy only."""

from __future__ import annotations

import numpy as np


def gradient_descent(grad_f, x0, lr=0.1, steps=100):
    """`x <- x - lr grad_f(x)`, `steps` times: the last x (n,) and the history (steps + 1, n), x0 first; float64."""
    x = np.array(x0, dtype=float)
    history = [x.copy()]
    for _ in range(steps):
        x = x - lr * np.asarray(grad_f(x.copy()), dtype=float)
        history.append(x.copy())
    return x, np.array(history)


def momentum_step(theta, grad, velocity, lr=0.01, mu=0.9):
    """Heavy ball: `v = mu v + g`, `theta <- theta - lr v`; the new theta and velocity, in the floating dtype of the inputs."""
    v = mu * np.asarray(velocity) + np.asarray(grad)
    return np.asarray(theta) - lr * v, v


def adam_step(theta, g, m, v, t, lr=1e-3, beta1=0.9, beta2=0.999, eps=1e-8):
    """One step of Adam (Kingma and Ba 2015, Algorithm 1), eps outside the root: new theta, and m and v without correction."""
    if t < 1:
        raise ValueError(f"t counts from 1, not {t}")
    m = beta1 * m + (1 - beta1) * g
    v = beta2 * v + (1 - beta2) * g**2
    return theta - lr * (m / (1 - beta1**t)) / (np.sqrt(v / (1 - beta2**t)) + eps), m, v


def adam(grad_f, x0, alpha=0.01, beta1=0.9, beta2=0.999, eps=1e-8, steps=100):
    """`steps` steps of Adam from x0 and zero moments; float64."""
    x = np.array(x0, dtype=float)
    m, v = np.zeros_like(x), np.zeros_like(x)
    for t in range(1, steps + 1):
        g = np.asarray(grad_f(x.copy()), dtype=float)
        m = beta1 * m + (1 - beta1) * g
        v = beta2 * v + (1 - beta2) * g**2
        x = x - alpha * (m / (1 - beta1**t)) / (np.sqrt(v / (1 - beta2**t)) + eps)
    return x


def sgd_epoch(grad_fn, w, X, y, lr, batch_size, rng):
    """One epoch over the rows in the order of one `rng.permutation(n)`, `batch_size` at a time, the last may be fewer; float64."""
    if batch_size < 1:
        raise ValueError(f"batch_size must be at least 1, not {batch_size}")
    w = np.array(w, dtype=float)
    order = rng.permutation(len(X))
    for start in range(0, len(X), batch_size):
        rows = order[start : start + batch_size]
        w = w - lr * grad_fn(w.copy(), X[rows], y[rows])
    return w
