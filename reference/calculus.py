"""References of the track calculus: NumPy only, shown beside an answer."""

from __future__ import annotations

from typing import Any

import numpy as np


def numerical_gradient(
    f: Any,
    x: Any,
    h: float = 1e-5,
) -> np.ndarray:
    """Gradient of f at x by central differences.

    (f(x + h e) - f(x - h e)) / (2 h) differs from the derivative along e by
    h**2 / 6 times the third derivative: the even terms of the two Taylor
    series cancel. Source: Nocedal and Wright, Numerical Optimization, 2nd
    edition, Springer 2006, section 8.1.

    Args:
        f: Takes an array of the shape of x, returns a number.
        x: A point, any shape; integers and float32 become float64.
        h: The step, not 0.

    Returns:
        The gradient, float64, of the shape of x.
    """
    x = np.asarray(x, dtype=np.float64)
    gradient = np.zeros(x.shape)
    for place in np.ndindex(x.shape):
        above, below = x.copy(), x.copy()
        above[place] += h
        below[place] -= h
        gradient[place] = (f(above) - f(below)) / (2 * h)
    return gradient


def central_difference(m: Any, f: Any, x: Any, h: Any) -> Any:
    """The truth of `numerical_gradient`: its definition, in exact numbers.

    Args:
        m: The exact functions of the array language.
        f: The input, over arrays of exact numbers.
        x: The point, an array of exact numbers, or one of them.
        h: The step.

    Returns:
        The central differences, in the shape of x.
    """
    x = np.asarray(x, dtype=object)
    result = np.empty(x.shape, dtype=object)
    for place in np.ndindex(x.shape):
        ends = []
        for step in (h, -h):
            moved = x.copy()
            moved[place] = moved[place] + step
            ends.append(f(moved if x.ndim else moved[()]))
        result[place] = m.divide(ends[0] - ends[1], 2 * h)
    return result if x.ndim else result[()]
