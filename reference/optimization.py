"""References of the track optimization: NumPy only, shown beside an answer that passed."""

from __future__ import annotations

from typing import Any

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


def momentum_step(
    theta: np.ndarray,
    grad: np.ndarray,
    velocity: np.ndarray,
    lr: float = 0.01,
    mu: float = 0.9,
) -> tuple[np.ndarray, np.ndarray]:
    """One step of gradient descent with heavy-ball momentum.

    The gradient enters the velocity with weight 1 and the learning rate stays
    outside, as in PyTorch. Source: Polyak, Some methods of speeding up the
    convergence of iteration methods, 1964.

    Args:
        theta: Parameters, any shape, float64 or float32.
        grad: Gradient of the loss at theta, of that shape.
        velocity: The decayed sum of the gradients before this step.
        lr: Step size.
        mu: Decay of the velocity, in [0, 1).

    Returns:
        The new theta and the new velocity, of the shape and dtype of theta.
    """
    velocity = mu * velocity + grad
    return theta - lr * velocity, velocity


def gradient_descent(
    grad_f: Any,
    x0: np.ndarray,
    lr: float = 0.1,
    steps: int = 100,
) -> tuple[np.ndarray, np.ndarray]:
    """Gradient descent with a fixed step size, and every point on the way.

    Source: Nesterov, Introductory Lectures on Convex Optimization, Kluwer
    2004, section 1.2.

    Args:
        grad_f: Takes a point, (N,), returns the gradient there, (N,).
        x0: The start, (N,); integers and float32 become float64.
        lr: Step size.
        steps: How many steps, at least 0.

    Returns:
        The last point, (N,), and all points from x0 on, (steps + 1, N), both
        float64.
    """
    history = [np.array(x0, dtype=np.float64)]
    for _ in range(steps):
        x = history[-1]
        history.append(x - lr * grad_f(x))
    return history[-1], np.stack(history)


def descent_path(m: Any, grad_f: Any, x0: Any, lr: Any, steps: Any) -> tuple[Any, Any]:
    """The truth of `gradient_descent`: its definition, in exact numbers.

    Args:
        m: The exact functions of the array language.
        grad_f: The gradient, over arrays of exact numbers.
        x0: The start, an array of exact numbers.
        lr: Step size.
        steps: How many steps.

    Returns:
        The last point and all points.
    """
    points = [x0]
    for _ in range(steps):
        # m.stack gives each number a name; without it the formula of a point doubles with every step.
        (point,) = m.stack([points[-1] - lr * grad_f(points[-1])])
        points.append(point)
    return points[-1], m.stack(points)


def adam(
    grad_f: Any,
    x0: np.ndarray,
    alpha: float = 0.01,
    beta1: float = 0.9,
    beta2: float = 0.999,
    eps: float = 1e-8,
    steps: int = 100,
) -> np.ndarray:
    """Adam with bias correction from zero moments; eps outside the root.

    Source: Kingma and Ba, Adam: a method for stochastic optimization, ICLR
    2015, Algorithm 1.

    Args:
        grad_f: Takes a point, (N,), returns the gradient there, (N,).
        x0: The start, (N,); integers become float64.
        alpha: Step size.
        beta1: Decay of the mean of the gradients, in [0, 1).
        beta2: Decay of the mean of their squares, in [0, 1).
        eps: Keeps the division finite, above 0.
        steps: How many steps, at least 0.

    Returns:
        The last point, float64, (N,).
    """
    x = np.array(x0, dtype=np.float64)
    m, v = np.zeros_like(x), np.zeros_like(x)
    for t in range(1, steps + 1):
        g = grad_f(x)
        m = beta1 * m + (1 - beta1) * g
        v = beta2 * v + (1 - beta2) * g**2
        m_hat = m / (1 - beta1**t)
        v_hat = v / (1 - beta2**t)
        x = x - alpha * m_hat / (np.sqrt(v_hat) + eps)
    return x


def adam_path(m: Any, grad_f: Any, x0: Any, alpha: Any, beta1: Any, beta2: Any, eps: Any, steps: Any) -> Any:
    """The truth of `adam`: its definition, in exact numbers.

    Args:
        m: The exact functions of the array language.
        grad_f: The gradient, over arrays of exact numbers.
        x0: The start, an array of exact numbers.
        alpha: Step size.
        beta1: Decay of the mean of the gradients.
        beta2: Decay of the mean of their squares.
        eps: What is added to the root.
        steps: How many steps.

    Returns:
        The last point.
    """
    x, mean, square = x0, 0 * x0, 0 * x0
    for t in range(1, steps + 1):
        g = grad_f(x)
        mean, square = beta1 * mean + (1 - beta1) * g, beta2 * square + (1 - beta2) * g**2
        root = m.sqrt(square / (1 - beta2**t))
        # m.stack gives each number a name; without it the formula of a point doubles with every step.
        x, mean, square = m.stack([x - alpha * mean / (1 - beta1**t) / (root + eps), mean, square])
    return x


def sgd_epoch(
    grad_fn: Any,
    w: np.ndarray,
    X: np.ndarray,
    y: np.ndarray,
    lr: float,
    batch_size: int,
    rng: np.random.Generator,
) -> np.ndarray:
    """One epoch of mini-batch gradient descent in a random order.

    Source: Bottou, Curtis and Nocedal, Optimization methods for large-scale
    machine learning, SIAM Review 60(2), 2018.

    Args:
        grad_fn: Takes w and the rows and targets of a batch, returns the
            gradient of the batch's loss, (D,).
        w: Parameters, (D,); integers become float64.
        X: Samples, (N, D).
        y: Targets, (N,).
        lr: Step size.
        batch_size: Rows for each step; the last batch may have fewer.
        rng: Source of the order: one permutation of N.

    Returns:
        The new parameters, float64, (D,).

    Raises:
        ValueError: If batch_size is below 1.
    """
    if batch_size < 1:
        raise ValueError(f"batch_size is at least 1, not {batch_size}")
    w = np.array(w, dtype=np.float64)
    order = rng.permutation(len(X))
    for start in np.arange(0, len(X), batch_size):
        rows = order[start : start + batch_size]
        w = w - lr * grad_fn(w, X[rows], y[rows])
    return w


def sgd_epoch_by_queue(
    grad_fn: Any,
    w: np.ndarray,
    X: np.ndarray,
    y: np.ndarray,
    lr: float,
    batch_size: int,
    rng: np.random.Generator,
) -> np.ndarray:
    """The second witness of `sgd_epoch`: rows leave a queue one by one.

    Args:
        grad_fn: As for `sgd_epoch`.
        w: Parameters, (D,).
        X: Samples, (N, D).
        y: Targets, (N,).
        lr: Step size.
        batch_size: Rows for each step.
        rng: Source of the order.

    Returns:
        The new parameters, float64, (D,).

    Raises:
        ValueError: If batch_size is below 1.
    """
    if batch_size < 1:
        raise ValueError(f"batch_size is at least 1, not {batch_size}")
    w, batch = w.astype(np.float64), []
    queue = rng.permutation(X.shape[0]).tolist()
    while queue:
        batch.append(queue.pop(0))
        if len(batch) == batch_size or not queue:
            samples, targets = np.stack([X[i] for i in batch]), np.stack([y[i] for i in batch])
            w, batch = w - lr * grad_fn(w, samples, targets), []
    return w


def largest_stable_rate(a: float, b: float) -> float:
    """Where gradient descent on a x^2 + b y^2 ceases to converge, by bisection.

    On a quadratic every step multiplies a coordinate by the same factor, so
    that one step from (1, 1) tells whether both shrink. The halving goes on
    until the interval has no float64 inside. Source: Nesterov, Introductory
    Lectures on Convex Optimization, Kluwer 2004, section 2.1.

    Args:
        a: Coefficient of x^2, above 0.
        b: Coefficient of y^2, above 0.

    Returns:
        The supremum of the learning rates with which all runs converge.
    """
    stable, unstable = 0.0, 2.0 / min(a, b)
    while stable < (middle := (stable + unstable) / 2) < unstable:
        x, y = 1.0 - middle * 2 * a, 1.0 - middle * 2 * b
        if max(abs(x), abs(y)) < 1:
            stable = middle
        else:
            unstable = middle
    return stable


def adam_position(x0: float, alpha: float, T: int, g: float) -> float:
    """Where Adam stands after T steps with the same gradient, step by step.

    Source: Kingma and Ba, Adam: a method for stochastic optimization, ICLR
    2015, Algorithm 1.

    Args:
        x0: The start.
        alpha: Step size.
        T: Number of steps.
        g: The gradient of every step, not 0.

    Returns:
        The position after step T, with the usual betas and eps = 0.
    """
    x, m, v = np.array([x0]), np.zeros(1), np.zeros(1)
    for t in range(1, T + 1):
        x, m, v = adam_step(x, np.array([g]), m, v, t, lr=alpha, eps=0.0)
    return x[0]
