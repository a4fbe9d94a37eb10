"""References of the track calculus: NumPy only, shown beside an answer."""

from __future__ import annotations

from typing import Any

import numpy as np


def quad_grad(A: Any, b: Any, x: Any) -> np.ndarray:
    """Gradient of x^T A x + b^T x with respect to x.

    x stands twice in the quadratic term: one occurrence meets the rows of A,
    the other its columns. Source: Petersen and Pedersen, The Matrix Cookbook,
    2012, equation 81.

    Args:
        A: Any square matrix, (N, N); integers become float64.
        b: The linear term, (N,).
        x: The point, (N,).

    Returns:
        (A + A^T) x + b, float64, (N,).
    """
    A = np.asarray(A, dtype=np.float64)
    return A @ x + A.T @ x + b


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
    gradient = np.empty(x.shape)
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


def numerical_jacobian(f: Any, x: Any, h: float = 1e-5) -> np.ndarray:
    """Jacobian of f at x by central differences, in numerator layout.

    Entry (i, j) is (f_i(x + h e_j) - f_i(x - h e_j)) / (2 h): one moved input
    gives a column. Source: Nocedal and Wright, Numerical Optimization, 2nd
    edition, Springer 2006, section 8.1.

    Args:
        f: Takes an array of shape (N,), returns one of shape (M,), or a number.
        x: A point, (N,); integers and float32 become float64.
        h: The step, not 0.

    Returns:
        The Jacobian, float64, (M, N); M is 1 where f returns a number.
    """
    x = np.asarray(x, dtype=np.float64)
    jacobian = np.empty((np.size(f(x)), x.size))
    for j in range(x.size):
        above, below = x.copy(), x.copy()
        above[j] += h
        below[j] -= h
        rise = np.asarray(f(above), dtype=np.float64) - f(below)
        jacobian[:, j] = rise / (2 * h)
    return jacobian


def jacobian_quotient(m: Any, f: Any, x: Any, h: Any) -> Any:
    """The truth of `numerical_jacobian`: its definition, in exact numbers.

    Args:
        m: The exact functions of the array language.
        f: The input, over arrays of exact numbers.
        x: The point, an array of exact numbers.
        h: The step.

    Returns:
        The central differences, a row for each output and a column for each
        input.
    """
    result = np.empty((np.size(f(x)), len(x)), dtype=object)
    for j in range(len(x)):
        ends = []
        for step in (h, -h):
            moved = x.copy()
            moved[j] = moved[j] + step
            ends.append(np.asarray(f(moved), dtype=object))
        result[:, j] = m.divide(ends[0] - ends[1], 2 * h)
    return result


def numerical_hessian(f: Any, x: Any, h: float = 1e-4) -> np.ndarray:
    """Hessian of f at x by central differences.

    Three points for each entry of the diagonal, four corners for each pair of
    axes; every pair is computed once, so the result is symmetric to the last
    bit. Source: Abramowitz and Stegun, Handbook of Mathematical Functions,
    1964, section 25.3.

    Args:
        f: Takes an array of shape (N,), returns a number.
        x: A point, (N,); integers and float32 become float64.
        h: The step, not 0.

    Returns:
        The Hessian, float64, (N, N).
    """
    x = np.asarray(x, dtype=np.float64)
    steps = h * np.eye(x.size)
    hessian = np.empty(steps.shape)
    middle = f(x)
    for i, a in enumerate(steps):
        hessian[i, i] = (f(x + a) - 2 * middle + f(x - a)) / h**2
        for j, b in enumerate(steps[:i]):
            same = f(x + a + b) + f(x - a - b)
            mixed = f(x + a - b) + f(x - a + b)
            hessian[i, j] = hessian[j, i] = (same - mixed) / (4 * h**2)
    return hessian


def hessian_quotient(m: Any, f: Any, x: Any, h: Any) -> Any:
    """The truth of `numerical_hessian`: its definition, in exact numbers.

    Args:
        m: The exact functions of the array language.
        f: The input, over arrays of exact numbers.
        x: The point, an array of exact numbers.
        h: The step.

    Returns:
        The second differences, for every pair of places.
    """

    def moved(*moves: tuple[int, int]) -> Any:
        point = x.copy()
        for place, sign in moves:
            point[place] = point[place] + sign * h
        return f(point)

    result = np.empty((len(x), len(x)), dtype=object)
    for i, j in np.ndindex(result.shape):
        if i == j:
            result[i, i] = m.divide(moved((i, 1)) - 2 * moved() + moved((i, -1)), h**2)
        else:
            corners = [p * q * moved((i, p), (j, q)) for p in (1, -1) for q in (1, -1)]
            result[i, j] = m.divide(sum(corners), 4 * h**2)
    return result


def classify(H: np.ndarray, tol: float = 1e-8) -> str:
    """What the Hessian at a critical point tells about the kind of point.

    Its eigenvalues are the curvatures; their signs decide, and a zero leaves
    the question open. Source: Nocedal and Wright, Numerical Optimization, 2nd
    edition, Springer 2006, section 2.1.

    Args:
        H: Symmetric, (N, N), N at least 1.
        tol: Up to this, relative to the largest in size, an eigenvalue counts
            as zero.

    Returns:
        "saddle" for both signs; else "inconclusive" for any zero; else
        "minimum" or "maximum".
    """
    eigenvalues = np.linalg.eigvalsh(H)
    zero = tol * np.max(np.abs(eigenvalues))
    up, down = np.any(eigenvalues > zero), np.any(eigenvalues < -zero)
    if up and down:
        return "saddle"
    if np.any(np.abs(eigenvalues) <= zero):
        return "inconclusive"
    return "minimum" if up else "maximum"


def classify_by_cholesky(H: np.ndarray, tol: float = 1e-8) -> str:
    """The second witness of `classify`: no eigenvalues, four factorisations.

    Args:
        H: Symmetric, (N, N), N at least 1.
        tol: As for `classify`.

    Returns:
        As for `classify`.
    """

    def definite(matrix: np.ndarray) -> bool:
        try:
            np.linalg.cholesky(matrix)
        except np.linalg.LinAlgError:
            return False
        return True

    if not np.any(H):
        return "inconclusive"
    scaled = H / np.abs(H).max()
    zero = tol * np.linalg.norm(scaled, 2) * np.eye(len(H))
    if definite(scaled - zero):
        return "minimum"
    if definite(-scaled - zero):
        return "maximum"
    # With room of the threshold, still not definite: an eigenvalue beyond it.
    room = zero * (1 + 1e-12)
    both = not definite(scaled + room) and not definite(room - scaled)
    return "saddle" if both else "inconclusive"


def is_convex_on_samples(f: Any, points: np.ndarray, num: int = 21, tol: float = 1e-9) -> bool:
    """Whether no violation of Jensen's inequality is found on samples.

    Every pair of points, with weights on an even grid: True is no proof.
    Source: Boyd and Vandenberghe, Convex Optimization, Cambridge University
    Press 2004, section 3.1.

    Args:
        f: Takes an array of shape (N,), returns a finite number.
        points: Samples, (K, N), K at least 1; integers become float64.
        num: How many weights from 0 to 1, at least 2.
        tol: What is no violation yet, relative to 1 + max |f| over points.

    Returns:
        False if a point between two samples lies above their chord.
    """
    points = np.asarray(points, dtype=np.float64)
    values = [f(point) for point in points]
    slack = tol * (1 + np.max(np.abs(values)))
    for i, j in np.ndindex(len(points), len(points)):
        for weight in np.linspace(0, 1, num):
            between = weight * points[i] + (1 - weight) * points[j]
            chord = weight * values[i] + (1 - weight) * values[j]
            if f(between) > chord + slack:
                return False
    return True


def jensen(m: Any, f: Any, points: Any, num: Any, tol: Any) -> bool:
    """The truth of `is_convex_on_samples`: its definition, in exact numbers.

    Args:
        m: The exact functions of the array language.
        f: The input, over arrays of exact numbers.
        points: An array of exact numbers, (K, N).
        num: How many weights.
        tol: The relative tolerance.

    Returns:
        Whether the inequality holds for all pairs of points and all weights.
    """
    values = [f(point) for point in points]
    slack = tol * (1 + max(abs(value) for value in values))
    for i, j in np.ndindex(len(points), len(points)):
        for step in range(1, num - 1 if i < j else 1):
            weight = m.divide(step, num - 1)
            between = weight * points[i] + (1 - weight) * points[j]
            if f(between) > weight * values[i] + (1 - weight) * values[j] + slack:
                return False
    return True


def descent_angle(c: float, p: float, q: float) -> float:
    """The angle between -grad f and the way to the minimum of x^2 + c y^2.

    The gradient is taken by central differences, which are exact for a
    quadratic; the angle from the inner product of two unit vectors.

    Args:
        c: Coefficient of y^2, above 0.
        p: The first coordinate of the point.
        q: The second; the point is not the origin.

    Returns:
        The angle in degrees, in [0, 180].
    """
    point = np.array([p, q], dtype=np.float64)
    descent = -numerical_gradient(lambda x: x[0] ** 2 + c * x[1] ** 2, point)
    cosine = descent @ -point / (np.linalg.norm(descent) * np.linalg.norm(point))
    return np.degrees(np.arccos(np.clip(cosine, -1.0, 1.0)))
