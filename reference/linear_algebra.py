"""References of linear-algebra: NumPy only, shown beside an answer."""

from __future__ import annotations

from itertools import combinations
from typing import Any

import numpy as np

SYMMETRIC = 1e-8
"""How far from symmetric a matrix may be, as a share of its largest entry."""


def dot(u: np.ndarray, v: np.ndarray) -> float:
    """Dot product of two vectors: the sum of u[i] * v[i].

    The products are formed in float64, so that those of small integers do
    not wrap around. Source: Strang, Introduction to Linear Algebra, 5th
    edition, 2016, section 1.2.

    Args:
        u: A vector, (n,), of floating numbers or integers.
        v: Another, of the same length; n may be 0.

    Returns:
        The sum, a float; 0.0 for empty vectors.

    Raises:
        ValueError: If u and v are not vectors of one length.
    """
    if u.ndim != 1 or u.shape != v.shape:
        raise ValueError(f"two vectors of one length, not {u.shape}, {v.shape}")
    return np.sum(np.multiply(u, v, dtype=np.float64))


def lp_norm(x: np.ndarray, p: float = 2) -> float:
    """The p-norm of a vector, the p-th root of the sum of |x[i]|**p.

    The largest size is taken out: the ratios lie between 0 and 1, and their
    powers sum to between 1 and n, so that nothing overflows. For p = inf the
    ratios below 1 vanish and the root is 1: what is left is the largest size.
    Source: Golub and Van Loan, Matrix Computations, 4th edition, 2013,
    section 2.2.

    Args:
        x: A vector, (n,), of floating numbers or integers; n may be 0.
        p: From 1 to inf.

    Returns:
        The norm, a float; 0.0 for an empty vector, inf where an entry is
        infinite.

    Raises:
        ValueError: If p is below 1 or NaN.
    """
    if not p >= 1:
        raise ValueError(f"p must be at least 1, not {p}")
    sizes = np.abs(x, dtype=np.float64)
    largest = np.max(sizes, initial=0.0)
    if largest in (0.0, np.inf):
        return largest
    return largest * np.sum((sizes / largest) ** p) ** (1 / p)


def cosine_similarity(u: np.ndarray, v: np.ndarray) -> np.ndarray:
    """Cosine of the angle between vectors along the last axis.

    Both are brought to length 1 before they are multiplied, so that their
    scale cannot matter; what rounding puts beyond 1 is clipped. Source:
    Strang, Introduction to Linear Algebra, 5th edition, 2016, section 1.2.

    Args:
        u: Vectors, (..., d), of floating numbers or integers.
        v: Vectors, (..., d); the axes before d broadcast against those of u.

    Returns:
        Cosines in [-1, 1], of the broadcast shape without d, in the floating
        dtype of u and v, or float64; 0.0 where one of two vectors is zero.
    """
    return np.clip(np.sum(_unit(u) * _unit(v), axis=-1), -1.0, 1.0)


def _unit(x: np.ndarray) -> np.ndarray:
    """The vectors along the last axis with length 1; zero vectors stay.

    The power of two above the largest size goes first, without rounding: no
    square leaves the range, and every length but 0 is at least 1/2.
    """
    _, exponent = np.frexp(np.max(np.abs(x), axis=-1, keepdims=True))
    x = np.ldexp(x, -exponent)
    length = np.sqrt(np.sum(x * x, axis=-1, keepdims=True))
    return x / np.maximum(length, 0.5)


def hadamard(s: np.ndarray, t: np.ndarray) -> np.ndarray:
    """Hadamard product: entry by entry, without broadcasting.

    Integers are multiplied in float64, where small ones cannot wrap around.
    Source: Horn and Johnson, Topics in Matrix Analysis, 1991, chapter 5.

    Args:
        s: Any shape; floating, integer or boolean.
        t: The same shape and dtype.

    Returns:
        The products, of that shape, in the floating dtype of the inputs, or
        in float64.

    Raises:
        ValueError: If the shapes differ.
    """
    if s.shape != t.shape:
        raise ValueError(f"two arrays of one shape, not {s.shape}, {t.shape}")
    return np.multiply(s, t, dtype=_common_dtype([s, t]))


def add_bias(A: np.ndarray, b: np.ndarray) -> np.ndarray:
    """A matrix with one vector added to each row: A[i, j] + b[j].

    Shapes are aligned at their last axis, so (n,) goes along the rows of
    (m, n); any other shape of b is refused, where broadcasting would guess.
    Source: Harris et al., Array programming with NumPy, Nature 585, 2020.

    Args:
        A: A matrix, (m, n), floating or integer.
        b: The bias, (n,), floating or integer.

    Returns:
        A new matrix, (m, n), in the floating dtype of A and b, or in float64.

    Raises:
        ValueError: If A is no matrix, or b not of shape (n,).
    """
    if A.ndim != 2 or b.shape != A.shape[1:]:
        raise ValueError(f"A (m, n) and b (n,), not {A.shape}, {b.shape}")
    return np.add(A, b, dtype=_common_dtype([A, b]))


def _common_dtype(arrays: list[np.ndarray]) -> np.dtype:
    """The floating dtype that holds them all; float64 for integers."""
    dtype = np.result_type(*arrays)
    return dtype if dtype.kind == "f" else np.dtype(np.float64)


def matmul(A: np.ndarray, B: np.ndarray) -> np.ndarray:
    """Matrix product as a sum of outer products, column p times row p.

    Source: Golub and Van Loan, Matrix Computations, 4th edition, 2013,
    section 1.1.

    Args:
        A: A matrix, (m, k), floating or integer.
        B: A matrix, (k, n), floating or integer; k may be 0.

    Returns:
        The product, (m, n), in the floating dtype of A and B, or in float64.

    Raises:
        ValueError: If A or B is no matrix, or the inner lengths differ.
    """
    if A.ndim != 2 or B.ndim != 2 or A.shape[1] != B.shape[0]:
        raise ValueError(f"A (m, k) and B (k, n), not {A.shape}, {B.shape}")
    C = np.zeros((A.shape[0], B.shape[1]), _common_dtype([A, B]))
    for p in range(A.shape[1]):
        C += np.multiply(A[:, p, None], B[p], dtype=C.dtype)
    return C


def det(A: np.ndarray) -> float:
    """Determinant by Gaussian elimination with partial pivoting.

    Adding a multiple of one row to another keeps the determinant, exchanging
    two rows flips its sign, and that of a triangular matrix is the product of
    its diagonal. Mantissas and exponents are multiplied apart: partial
    products may overflow where the product does not. Source: Golub and Van
    Loan, Matrix Computations, 4th edition, 2013, section 3.4.

    Args:
        A: A square matrix, (n, n), floating or integer; n may be 0.

    Returns:
        The determinant, a float; 1.0 for n = 0.

    Raises:
        ValueError: If A is no square matrix.
    """
    if A.ndim != 2 or A.shape[0] != A.shape[1]:
        raise ValueError(f"a square matrix, not {A.shape}")
    U = A.astype(np.float64)
    sign = 1.0
    for i in range(len(U)):
        k = i + np.argmax(np.abs(U[i:, i]))
        if U[k, i] == 0:
            return 0.0
        if k != i:
            U[[i, k]] = U[[k, i]]
            sign = -sign
        U[i + 1 :] -= np.outer(U[i + 1 :, i] / U[i, i], U[i])
    mantissas, exponents = np.frexp(np.diag(U))
    return np.ldexp(sign * np.prod(mantissas), np.sum(exponents))


def pca(X: np.ndarray, k: int) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Principal component analysis by the SVD of the centred data.

    With Xc = U diag(s) Vt the covariance Xc.T Xc / (n - 1) is
    V diag(s**2 / (n - 1)) Vt: the rows of Vt are the components, without
    ever squaring the data. Source: Jolliffe, Principal Component Analysis,
    Springer 2002, section 3.5.

    Args:
        X: Data, (n, d): one sample a row.
        k: How many components, from 1 to min(n, d).

    Returns:
        Components (k, d), one a row, of either sign; their variances (k,),
        largest first; scores (n, k).

    Raises:
        ValueError: If n is below 2, or k outside 1 .. min(n, d).
    """
    n, d = X.shape
    if n < 2 or not 1 <= k <= min(n, d):
        raise ValueError(f"n = {n}, d = {d}, k = {k}")
    U, s, Vt = np.linalg.svd(X - np.mean(X, axis=0), full_matrices=False)
    return Vt[:k], s[:k] ** 2 / (n - 1), U[:, :k] * s[:k]


def pca_eigh(X: Any, k: int) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """A second witness of `pca`: eigenvectors of the covariance matrix.

    Args:
        X: Data, (n, d).
        k: How many components, from 1 to min(n, d).

    Returns:
        As `pca`.

    Raises:
        ValueError: If n is below 2, or k outside 1 .. min(n, d).
    """
    if len(X) < 2 or k not in range(1, min(X.shape) + 1):
        raise ValueError(f"X of shape {X.shape}, k = {k}")
    centred = X - np.sum(X, axis=0) / len(X)
    covariance = np.einsum("ni,nj->ij", centred, centred) / (len(X) - 1)
    values, vectors = np.linalg.eigh(covariance)
    components = vectors.T[::-1][:k]
    variances = np.maximum(values[::-1][:k], 0.0)
    return components, variances, np.einsum("ni,ki->nk", centred, components)


def matrix_rank(A: Any, tol: float | None = None) -> int:
    """Numerical rank: how many singular values exceed a tolerance.

    The default tolerance is the largest singular value times max(m, n)
    times eps: about what storing A in its dtype can do to a singular value
    that is 0. Source: Golub and Van Loan, Matrix Computations, 4th edition,
    section 5.4.1.

    Args:
        A: Matrix, (m, n), of any real dtype; m or n may be 0.
        tol: Absolute tolerance; None is the default above.

    Returns:
        The number of singular values above `tol`.
    """
    dtype = A.dtype if A.dtype.kind == "f" else np.float64
    s = np.linalg.svd(np.asarray(A, dtype=np.float64), compute_uv=False)
    if tol is None:
        tol = s.max(initial=0.0) * max(A.shape) * np.finfo(dtype).eps
    return int(np.sum(s > tol))


def matrix_rank_jacobi(A: Any, tol: float | None = None) -> int:
    """A second witness of `matrix_rank`: one-sided Jacobi rotations.

    Args:
        A: Matrix, (m, n).
        tol: Absolute tolerance; None is that of `matrix_rank`.

    Returns:
        The number of singular values above `tol`.
    """
    A = np.asarray(A)
    lengths = np.sort(np.sqrt(np.sum(_rotated(A)[0] ** 2, axis=0)))[::-1]
    if tol is None:
        eps = np.finfo(A.dtype).eps if A.dtype.kind == "f" else 2.0**-52
        tol = eps * max(A.shape) * max(lengths, default=0.0)
    return sum(length > tol for length in lengths.tolist())


def _rotated(A: Any) -> tuple[np.ndarray, np.ndarray]:
    """W = A V with orthogonal columns and orthogonal V, by one-sided Jacobi.

    The lengths of the columns of W are the singular values of A, in no
    order. For the second witnesses, which share no code with LAPACK.
    """
    W = np.array(A, dtype=np.float64)
    V = np.eye(W.shape[1])
    for _ in range(30):
        for p, q in combinations(range(len(V)), 2):
            a, b, c = W[:, p] @ W[:, p], W[:, q] @ W[:, q], W[:, p] @ W[:, q]
            if abs(c) > 1e-17 * np.sqrt(a) * np.sqrt(b):
                turn = 0.5 * np.arctan2(2 * c, a - b)
                cos, sin = np.cos(turn), np.sin(turn)
                R = np.array([[cos, -sin], [sin, cos]])
                W[:, [p, q]] = W[:, [p, q]] @ R
                V[:, [p, q]] = V[:, [p, q]] @ R
    return W, V


def pinv(A: Any, rcond: float | None = None) -> np.ndarray:
    """Moore-Penrose pseudoinverse V D+ U.T, from A = U D V.T.

    D+ holds the reciprocals of the singular values that count, and zeros
    for the others. Source: Penrose, A generalized inverse for matrices,
    Proc. Cambridge Phil. Soc. 51, 1955.

    Args:
        A: Matrix, (m, n), m and n at least 1.
        rcond: A singular value counts if it is above rcond times the
            largest one; None is max(m, n) times the eps of float64.

    Returns:
        The pseudoinverse, (n, m), float64.
    """
    if rcond is None:
        rcond = max(A.shape) * np.finfo(np.float64).eps
    U, s, Vt = np.linalg.svd(A, full_matrices=False)
    counts = s > rcond * s[0]
    return Vt[counts].T / s[counts] @ U[:, counts].T


def pinv_jacobi(A: Any, rcond: float | None = None) -> np.ndarray:
    """A second witness of `pinv`: V W+ from one-sided Jacobi, A V = W.

    Args:
        A: Matrix, (m, n), m and n at least 1.
        rcond: As for `pinv`.

    Returns:
        The pseudoinverse, (n, m), float64.
    """
    W, V = _rotated(A)
    if rcond is None:
        rcond = max(A.shape) * 2.0**-52
    lengths = np.sqrt(np.sum(W**2, axis=0))
    counts = lengths > rcond * max(lengths)
    return np.einsum("nk,mk,k->nm", V[:, counts], W[:, counts], lengths[counts] ** -2)


def min_norm_solve(A: Any, y: Any) -> np.ndarray:
    """The shortest of all x that minimise |A x - y|, from the SVD of A.

    x = V D+ U.T y, applied from right to left so that no pseudoinverse is
    formed. Singular values of at most max(m, n) eps times the largest are
    0. Source: Golub and Van Loan, Matrix Computations, 4th edition,
    section 5.5.

    Args:
        A: Matrix, (m, n), of any shape and rank, m and n at least 1.
        y: Right-hand side, (m,).

    Returns:
        x, (n,), float64.
    """
    U, s, Vt = np.linalg.svd(A, full_matrices=False)
    counts = s > max(A.shape) * np.finfo(np.float64).eps * s[0]
    return Vt[counts].T @ (U[:, counts].T @ y / s[counts])


def min_norm_solve_jacobi(A: Any, y: Any) -> np.ndarray:
    """A second witness of `min_norm_solve`: the pseudoinverse by Jacobi.

    Args:
        A: Matrix, (m, n), m and n at least 1.
        y: Right-hand side, (m,).

    Returns:
        x, (n,), float64.
    """
    return pinv_jacobi(A) @ y


def low_rank(A: Any, k: int) -> np.ndarray:
    """The matrix of rank at most k nearest to A: k terms of its SVD.

    Source: Eckart and Young, The approximation of one matrix by another of
    lower rank, Psychometrika 1, 1936.

    Args:
        A: Matrix, (m, n), m and n at least 1.
        k: How many singular values are kept; all of them if k is larger
            than min(m, n).

    Returns:
        The approximation, (m, n), float64.

    Raises:
        ValueError: If k is negative.
    """
    if k < 0:
        raise ValueError(f"k = {k}: expected at least 0")
    U, s, Vt = np.linalg.svd(A, full_matrices=False)
    return (U[:, :k] * s[:k]) @ Vt[:k]


def low_rank_jacobi(A: Any, k: int) -> np.ndarray:
    """A second witness of `low_rank`: A V = W by one-sided Jacobi.

    Args:
        A: Matrix, (m, n), m and n at least 1.
        k: How many singular values are kept.

    Returns:
        The approximation, (m, n), float64.

    Raises:
        ValueError: If k is negative.
    """
    if k < 0:
        raise ValueError("k")
    W, V = _rotated(A)
    kept = np.argsort(-np.sum(W**2, axis=0))[:k]
    return np.einsum("mk,nk->mn", W[:, kept], V[:, kept])


def eigh_sorted(A: Any) -> tuple[np.ndarray, np.ndarray]:
    """Spectral decomposition A = Q diag(lam) Q.T, largest eigenvalue first.

    Source: Golub and Van Loan, Matrix Computations, 4th edition, section
    8.1.1.

    Args:
        A: Symmetric matrix, (n, n), up to rounding.

    Returns:
        Eigenvalues (n,), descending by value, and Q (n, n): column i is the
        eigenvector of eigenvalue i. The signs of the columns are free.

    Raises:
        ValueError: If A is not square, not symmetric within 1e-8 of its
            largest entry, or not finite.
    """
    largest, asymmetry = np.max(np.abs(A)), np.max(np.abs(A - A.T))
    if not asymmetry <= SYMMETRIC * largest:  # NaN fails every comparison
        raise ValueError(f"asymmetry {asymmetry}, largest entry {largest}")
    lam, Q = np.linalg.eigh(A)
    return lam[::-1], Q[:, ::-1]


def eigh_sorted_jacobi(A: Any) -> tuple[np.ndarray, np.ndarray]:
    """A second witness of `eigh_sorted`: one-sided Jacobi of a shifted A.

    A plus its norm times I has no negative eigenvalues, so its right
    singular vectors are the eigenvectors of A.

    Args:
        A: Symmetric matrix, (n, n).

    Returns:
        As `eigh_sorted`.
    """
    _, V = _rotated(A + np.linalg.norm(A) * np.eye(len(A)))
    lam = np.einsum("ji,jk,ki->i", V, A, V)
    order = np.argsort(-lam)
    return lam[order], V[:, order]


def power_iteration(A: Any, v0: Any, num_iters: int = 1000) -> tuple[float, np.ndarray]:
    """Dominant eigenvalue and eigenvector by repeated multiplication.

    Source: Golub and Van Loan, Matrix Computations, 4th edition, section
    8.2.1.

    Args:
        A: Symmetric matrix, (n, n).
        v0: Start, (n,), of any length but 0.
        num_iters: How many times v becomes A v, scaled to length 1; where
            A v is 0, v stays.

    Returns:
        The Rayleigh quotient of the last v, and v, (n,), of length 1.

    Raises:
        ValueError: If v0 is zero.
    """
    length = np.linalg.norm(v0)
    if length == 0:
        raise ValueError("v0 is zero")
    v = v0 / length
    for _ in range(num_iters):
        w = A.dot(v)
        length = np.linalg.norm(w)
        if length > 0:
            v = w / length
    return v.dot(A.dot(v)), v


def power_iteration_eigh(A: Any, v0: Any, num_iters: int = 1000) -> tuple[float, np.ndarray]:
    """A second witness of `power_iteration`: powers of the eigenvalues.

    Args:
        A: Symmetric matrix, (n, n).
        v0: Start, (n,).
        num_iters: The power of A that is applied to v0.

    Returns:
        As `power_iteration`.
    """
    lam, Q = np.linalg.eigh(A)
    lam = lam / (np.max(np.abs(lam)) or 1.0)
    v = Q @ (lam**num_iters * (Q.T @ v0))
    v = v if np.any(v) else v0
    v = v / np.sqrt(np.sum(v * v))
    return np.einsum("i,ij,j", v, A, v), v


def solve(A: Any, b: Any) -> np.ndarray:
    """The x with A x = b: LU factors with row exchanges, never an inverse.

    Source: Higham, Accuracy and Stability of Numerical Algorithms, 2nd
    edition, chapters 9 and 14.

    Args:
        A: Invertible matrix, (n, n).
        b: Right-hand side, (n,), or k of them as columns, (n, k).

    Returns:
        x, of the shape of b, float64.

    Raises:
        LinAlgError: If a pivot is exactly zero.
    """
    return np.linalg.solve(A, b)


def whole_eigenvalues(a: int, b: int, c: int, d: int) -> list[int]:
    """The eigenvalues of [[a, b], [c, d]] that are known to be whole numbers.

    None is larger in size than the largest absolute row sum (Gershgorin), so
    that they can be looked for one by one: t is an eigenvalue where A - t I
    is singular. A double one is found once. Source: Horn and Johnson, Matrix
    Analysis, 2nd edition, Cambridge University Press 2013, section 6.1.

    Args:
        a: Entry of the first row, first column.
        b: First row, second column.
        c: Second row, first column.
        d: Second row, second column.

    Returns:
        The two eigenvalues, the larger one first.
    """
    A, eye = np.array([[a, b], [c, d]]), np.eye(2, dtype=int)
    bound = np.abs(A).sum(axis=1).max()
    found = [t for t in range(bound, -bound - 1, -1) if matrix_rank(A - t * eye) < 2]
    return found if len(found) == 2 else found * 2


def result_shape(expression: str, a: list[int], b: list[int], **_: str) -> list[int] | str:
    """The shape of an expression of NumPy, found by evaluating it on zeros.

    Args:
        expression: One of those below, in A and B.
        a: Shape of A.
        b: Shape of B; [] where there is none.

    Returns:
        The shape, or "error" where NumPy raises ValueError.
    """
    A, B = np.zeros(a), np.zeros(b)
    results = {
        "A + B": lambda: A + B,
        "A @ B": lambda: A @ B,
        "A.T": lambda: A.T,
        "np.linalg.svd(A)[0]": lambda: np.linalg.svd(A)[0],
        "np.linalg.svd(A)[1]": lambda: np.linalg.svd(A)[1],
        "np.linalg.svd(A)[2]": lambda: np.linalg.svd(A)[2],
        "np.linalg.svd(A, full_matrices=False)[0]": lambda: np.linalg.svd(A, full_matrices=False)[0],
        "np.linalg.svd(A, full_matrices=False)[2]": lambda: np.linalg.svd(A, full_matrices=False)[2],
    }
    try:
        return list(results[expression]().shape)
    except ValueError:
        return "error"
