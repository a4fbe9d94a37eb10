"""References of the track calculus: NumPy only.

Functions given as inputs always get a fresh array: one that keeps or overwrites its argument must not reach our state.
"""

from __future__ import annotations

import numpy as np


def quad_grad(A, b, x):
    """Gradient of `x.T A x + b.T x`, which is `(A + A.T) x + b`; float64."""
    A, b, x = (np.asarray(a, dtype=float) for a in (A, b, x))
    return (A + A.T) @ x + b


def numerical_gradient(f, x, h=1e-5):
    """Central differences `(f(x + h e_i) - f(x - h e_i)) / 2h` for x of any shape; float64, 2 calls of f for each entry."""
    x = np.array(x, dtype=float)
    g = np.zeros_like(x)
    for i in np.ndindex(x.shape):
        up, down = x.copy(), x.copy()
        up[i] += h
        down[i] -= h
        g[i] = (float(f(up)) - float(f(down))) / (2 * h)
    return g


def numerical_jacobian(f, x, h=1e-5):
    """`J[i, j] = d f_i / d x_j` by central differences, (m, n), float64; a function that returns a number has one row."""
    x = np.array(x, dtype=float)

    def value(point):
        return np.atleast_1d(np.asarray(f(point), dtype=float))

    J = np.zeros((value(x.copy()).size, x.size))
    for j in range(x.size):
        up, down = x.copy(), x.copy()
        up[j] += h
        down[j] -= h
        J[:, j] = (value(up) - value(down)) / (2 * h)
    return J


def numerical_hessian(f, x, h=1e-4):
    """Second derivatives by central differences, symmetric to the last bit; float64."""
    x = np.array(x, dtype=float)
    n = x.size
    E = h * np.eye(n)
    H = np.zeros((n, n))
    centre = float(f(x.copy()))
    for i in range(n):
        H[i, i] = (float(f(x + E[i])) - 2 * centre + float(f(x - E[i]))) / h**2
        for j in range(i):
            same = float(f(x + E[i] + E[j])) + float(f(x - E[i] - E[j]))
            mixed = float(f(x + E[i] - E[j])) + float(f(x - E[i] + E[j]))
            H[i, j] = H[j, i] = (same - mixed) / (4 * h**2)
    return H


def classify(H, tol=1e-8):
    """Kind of a critical point by the signs of the eigenvalues of its Hessian; up to tol * max |lambda| they count as zero."""
    lam = np.linalg.eigvalsh(np.asarray(H, dtype=float))
    largest = np.abs(lam).max()
    up, down = np.any(lam > tol * largest), np.any(lam < -tol * largest)
    if up and down:
        return "saddle"
    if largest == 0 or np.any(np.abs(lam) <= tol * largest):
        return "inconclusive"
    return "minimum" if up else "maximum"


def is_convex_on_samples(f, points, num=21, tol=1e-9):
    """Whether no pair of points and no weight on a grid of `num` violates Jensen's inequality by more than tol * (1 + max |f|)."""
    P = np.asarray(points, dtype=float)
    F = [float(f(p.copy())) for p in P]
    slack = tol * (1 + max(abs(value) for value in F))
    for p, at_p in zip(P, F, strict=True):
        for q, at_q in zip(P, F, strict=True):
            for weight in np.linspace(0, 1, num):
                if float(f(weight * p + (1 - weight) * q)) > weight * at_p + (1 - weight) * at_q + slack:
                    return False
    return True
