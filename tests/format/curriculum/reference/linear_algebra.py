"""References of the track linear-algebra: NumPy only."""

from __future__ import annotations

import math

import numpy as np


def dot(u, v):
    """Sum of products of two vectors of one length, in float64."""
    u, v = np.asarray(u, dtype=float), np.asarray(v, dtype=float)
    if u.ndim != 1 or u.shape != v.shape:
        raise ValueError(f"two vectors of one length, not {u.shape} and {v.shape}")
    return float(np.sum(u * v))


def lp_norm(x, p=2):
    """The p-norm, `(sum_i |x_i|**p)**(1/p)`, max |x_i| for p = inf; the largest entry is factored out, so no power overflows."""
    if not p >= 1:
        raise ValueError(f"p must be at least 1, not {p}: below it the triangle inequality fails")
    x = np.abs(np.asarray(x, dtype=float))
    largest = x.max(initial=0.0)
    if p == np.inf or largest == 0 or largest == np.inf:
        return float(largest)
    return float(largest * np.sum((x / largest) ** p) ** (1.0 / p))


def cosine_similarity(u, v):
    """Cosine of the angle along the last axis, broadcast over the others; 0 with a zero vector. float64."""

    def unit(x):
        x = np.asarray(x, dtype=float)
        scale = np.max(np.abs(x), axis=-1, keepdims=True)
        x = x / np.where(scale > 0, scale, 1.0)
        length = np.sqrt(np.sum(x * x, axis=-1, keepdims=True))
        return x / np.where(length > 0, length, 1.0)

    return np.clip(np.sum(unit(u) * unit(v), axis=-1), -1.0, 1.0)


def hadamard(s, t):
    """Product entry by entry of two arrays of one shape; integers and booleans become float64."""
    s, t = _floating(s, t)
    if s.shape != t.shape:
        raise ValueError(f"two arrays of one shape, not {s.shape} and {t.shape}")
    return np.multiply(s, t)


def add_bias(A, b):
    """`C[i, j] = A[i, j] + b[j]` for A (m, n) and b (n,); integers and booleans become float64."""
    A, b = _floating(A, b)
    if A.ndim != 2 or b.shape != (A.shape[1],):
        raise ValueError(f"A (m, n) and b (n,), not {A.shape} and {b.shape}")
    return A + b


def matmul(A, B):
    """`C[i, j] = sum_p A[i, p] B[p, j]`, one outer product for each p; integers and booleans become float64."""
    A, B = _floating(A, B)
    if A.ndim != 2 or B.ndim != 2 or A.shape[1] != B.shape[0]:
        raise ValueError(f"A (m, k) and B (k, n), not {A.shape} and {B.shape}")
    C = np.zeros((A.shape[0], B.shape[1]), dtype=np.result_type(A, B))
    for p in range(A.shape[1]):
        C += A[:, p, None] * B[None, p, :]
    return C


def det(A):
    """Determinant by elimination with the largest pivot of each column; an exact zero pivot gives 0.0, an empty matrix 1.0.

    The pivots are multiplied as mantissa and exponent: their product may be moderate where partial products overflow.
    """
    M = np.array(A, dtype=float)
    if M.ndim != 2 or M.shape[0] != M.shape[1]:
        raise ValueError(f"a square matrix, not {M.shape}")
    mantissa, exponent = 1.0, 0
    for i in range(len(M)):
        k = i + int(np.argmax(np.abs(M[i:, i])))
        if M[k, i] == 0:
            return 0.0
        if k != i:
            M[[i, k]] = M[[k, i]]
            mantissa = -mantissa
        mantissa, shift = math.frexp(mantissa * M[i, i])
        exponent += shift
        M[i + 1 :] -= np.outer(M[i + 1 :, i] / M[i, i], M[i])
    return float(np.ldexp(mantissa, exponent))


def solve(A, b):
    """The x with `A x = b`, for b (n,) or (n, k), by LU with partial pivoting; LinAlgError where a pivot is exactly zero."""
    return np.linalg.solve(np.asarray(A, dtype=float), np.asarray(b, dtype=float))


def eigh_sorted(A):
    """Eigenvalues of a symmetric matrix, largest first, and its eigenvectors as columns with the largest entry of each positive."""
    A = np.asarray(A, dtype=float)
    if A.ndim != 2 or A.shape[0] != A.shape[1]:
        raise ValueError(f"a square matrix, not {A.shape}")
    # Written so that NaN fails it too.
    if not np.abs(A - A.T).max(initial=0.0) <= 1e-8 * np.abs(A).max(initial=0.0):
        raise ValueError("a symmetric matrix of finite entries")
    lam, Q = np.linalg.eigh(A)
    return lam[::-1].copy(), _pin_columns(Q[:, ::-1])


def power_iteration(A, v0, num_iters=1000):
    """Dominant eigenvalue (signed, a Rayleigh quotient) and unit eigenvector of a symmetric matrix; (0.0, v0/|v0|) for A = 0."""
    A, v = np.asarray(A, dtype=float), np.array(v0, dtype=float)
    length = np.linalg.norm(v)
    if not length > 0:
        raise ValueError("v0 must not be zero")
    v = v / length
    for _ in range(num_iters):
        w = A @ v
        length = np.linalg.norm(w)
        if length == 0:
            break
        v = w / length
    v = _pin_columns(v[:, None])[:, 0]
    return float(v @ A @ v), v


def low_rank(A, k):
    """The matrix of rank at most k nearest to A in the Frobenius norm: the first k terms of its SVD. A fresh array, float64."""
    A = np.asarray(A, dtype=float)
    if k < 0:
        raise ValueError(f"k must be at least 0, not {k}")
    U, s, Vt = np.linalg.svd(A, full_matrices=False)
    return (U[:, :k] * s[:k]) @ Vt[:k]


def matrix_rank(A, tol=None):
    """How many singular values exceed `tol`: largest * max(m, n) * eps of the dtype of A (of float64 for integers) unless given."""
    A = np.asarray(A)
    if A.dtype.kind != "f":
        A = A.astype(float)
    if A.size == 0:
        return 0
    # LAPACK has no half precision; the cutoff keeps its eps all the same.
    s = np.linalg.svd(A.astype(np.float32) if A.dtype == np.float16 else A, compute_uv=False)
    if tol is None:
        tol = s.max() * max(A.shape) * np.finfo(A.dtype).eps
    return int((s > tol).sum())


def pinv(A, rcond=None):
    """Moore-Penrose inverse `V D+ U.T`; singular values up to `rcond` (default max(m, n) * eps) times the largest count as 0."""
    A = np.asarray(A, dtype=float)
    if rcond is None:
        rcond = max(A.shape) * np.finfo(float).eps
    U, s, Vt = np.linalg.svd(A, full_matrices=False)
    kept = s > rcond * s.max(initial=0.0)
    d = np.zeros_like(s)
    d[kept] = 1.0 / s[kept]
    return (Vt.T * d) @ U.T


def min_norm_solve(A, y):
    """Of all x with the least |A x - y|, the one with the least |x|; rank as in `matrix_rank`."""
    A, y = np.asarray(A, dtype=float), np.asarray(y, dtype=float)
    return np.linalg.lstsq(A, y, rcond=None)[0]


def pca(X, k):
    """Principal components (k, d), largest entry of each row positive; their variances (k,) with ddof = 1; scores (n, k)."""
    X = np.asarray(X, dtype=float)
    n, d = X.shape
    if n < 2 or not 1 <= k <= min(n, d):
        raise ValueError(f"n >= 2 and 1 <= k <= min(n, d), not n = {n}, d = {d}, k = {k}")
    centred = X - X.mean(axis=0)
    _, s, Vt = np.linalg.svd(centred, full_matrices=False)
    V = _pin_columns(Vt[:k].T).T
    return V, s[:k] ** 2 / (n - 1), centred @ V.T


def _floating(*arrays):
    """As arrays, with integers and booleans promoted to float64."""
    arrays = [np.asarray(a) for a in arrays]
    return [a if a.dtype.kind == "f" else a.astype(float) for a in arrays]


def _pin_columns(V):
    """A copy of V in which the entry of largest absolute value of each column (the first on ties) is positive."""
    if V.size == 0:
        return V.copy()
    largest = V[np.argmax(np.abs(V), axis=0), np.arange(V.shape[1])]
    return V * np.where(largest < 0, -1.0, 1.0)
