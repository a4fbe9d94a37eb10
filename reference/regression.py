"""References of the track regression: NumPy only, shown beside an answer that passed."""

from __future__ import annotations

from typing import Any

import numpy as np


def mse_loss_and_grad(X: np.ndarray, y: np.ndarray, w: np.ndarray) -> tuple[float, np.ndarray]:
    """Mean squared error of the predictions X w, and its gradient in w.

    The loss is |r|^2 / n for the residual r = X w - y, and r changes with w as
    X does, so the gradient is 2 X.T r / n. Source: Bishop, Pattern Recognition
    and Machine Learning, Springer 2006, section 3.1.

    Args:
        X: Inputs, (n, d): one sample a row. Integers become float64.
        y: Targets, (n,).
        w: Weights, (d,).

    Returns:
        The loss, and the gradient, (d,), float64.

    Raises:
        ValueError: If y is not of shape (n,) or w not of shape (d,).
    """
    if y.shape != X.shape[:1] or w.shape != X.shape[1:]:
        raise ValueError(f"X, y, w of shapes {X.shape}, {y.shape}, {w.shape}")
    X = np.asarray(X, dtype=np.float64)
    residual = X @ w - y
    return np.mean(residual**2), 2 * X.T @ residual / len(y)


def ols(X: np.ndarray, y: np.ndarray) -> np.ndarray:
    """Least squares: the w that minimises |X w - y|^2, if it is unique.

    lstsq works with the singular values of X itself, of which it counts those
    above max(n, d) eps times the largest; the product X.T X would have the
    square of the condition number. Source: Golub and Van Loan, Matrix
    Computations, 4th edition, Johns Hopkins University Press 2013, section
    5.5.

    Args:
        X: Inputs, (n, d): one sample a row.
        y: Targets, (n,).

    Returns:
        The weights, (d,), float64.

    Raises:
        ValueError: If the columns of X are linearly dependent.
    """
    w, _, rank, _ = np.linalg.lstsq(X, y)
    if rank < X.shape[1]:
        raise ValueError("the columns of X are dependent")
    return w


def fit_linear(X: np.ndarray, y: np.ndarray) -> tuple[np.ndarray, float]:
    """Least squares with an intercept: w and b that minimise |X w + b - y|^2.

    The best b makes the residuals sum to 0; with it the problem is least
    squares without an intercept on centred data. The mean of a constant
    column may round, so that column is set to 0 and gets no weight. Source:
    Hastie, Tibshirani and Friedman, The Elements of Statistical Learning, 2nd
    edition, Springer 2009, section 3.2.

    Args:
        X: Inputs, (n, d): one sample a row.
        y: Targets, (n,).

    Returns:
        The weights, (d,), float64, the shortest where several are best, and
        the intercept.
    """
    C = np.where(np.max(X, axis=0) > np.min(X, axis=0), X - np.mean(X, axis=0), 0.0)
    w = np.linalg.lstsq(C, y - np.mean(y))[0]
    return w, np.mean(y - X @ w)


def soft_threshold(x: np.ndarray, t: float) -> np.ndarray:
    """Each entry moved towards 0 by t, and no further.

    The z that minimises (z - x)^2 / 2 + t |z| is sign(x) max(|x| - t, 0),
    which is what is left of x without the part between -t and t. Source:
    Parikh and Boyd, Proximal Algorithms, Foundations and Trends in
    Optimization 1(3), 2014, section 6.5.2.

    Args:
        x: Any shape; floating, or integers, which give float64.
        t: The threshold, at least 0.

    Returns:
        An array of the shape of `x`, in its floating dtype.

    Raises:
        ValueError: If t is negative.
    """
    if t < 0:
        raise ValueError(f"t must be at least 0, not {t}")
    t = float(t)  # an array of integers would stay one beside an int
    return x - np.clip(x, -t, t)


def ridge(X: np.ndarray, y: np.ndarray, lam: float = 1.0) -> np.ndarray:
    """Ridge regression: the w that minimises ||y - X w||^2 + lam ||w||^2.

    The gradient 2 X.T (X w - y) + 2 lam w is zero where
    (X.T X + lam I) w = X.T y; for lam > 0 that matrix is positive definite
    whatever the shape of X. Source: Hoerl and Kennard, Ridge regression,
    Technometrics 12(1), 1970.

    Args:
        X: Inputs, (N, D): one sample a row.
        y: Targets, (N,).
        lam: Weight of the penalty, at least 0.

    Returns:
        The weights, (D,), float64.

    Raises:
        ValueError: If lam is negative.
    """
    if lam < 0:
        raise ValueError(f"lam must be at least 0, not {lam}")
    return np.linalg.solve(X.T @ X + lam * np.eye(X.shape[1]), X.T @ y)


def lasso_cd(
    X: np.ndarray,
    y: np.ndarray,
    lam: float,
    max_iter: int = 1000,
    tol: float = 1e-12,
) -> np.ndarray:
    """Lasso by cyclic coordinate descent on ||y - X w||^2 + lam ||w||_1.

    With all other weights fixed, w_j is least at
    soft(x_j.T r_j, lam / 2) / ||x_j||^2, where r_j is the residual without
    column j and soft(a, t) = sign(a) max(|a| - t, 0). Source: Friedman,
    Hastie, Hoefling and Tibshirani, Pathwise coordinate optimization, Annals
    of Applied Statistics 1(2), 2007.

    Args:
        X: Inputs, (N, D): one sample a row.
        y: Targets, (N,).
        lam: Weight of the penalty, at least 0.
        max_iter: Most sweeps over the columns.
        tol: A sweep that moves no weight by more than this is the last.

    Returns:
        The weights, (D,), float64; exactly 0 where a weight is zero.

    Raises:
        ValueError: If lam is negative.
    """
    if lam < 0:
        raise ValueError(f"lam must be at least 0, not {lam}")
    residual = np.array(y, dtype=np.float64)
    w = np.zeros(X.shape[1])
    squares = np.sum(X * X, axis=0)
    for _ in range(max_iter):
        moved = 0.0
        for j in np.flatnonzero(squares):
            rho = np.sum(X[:, j] * residual) + squares[j] * w[j]
            new = np.sign(rho) * max(abs(rho) - lam / 2, 0.0) / squares[j]
            residual -= X[:, j] * (new - w[j])
            moved = max(moved, abs(new - w[j]))
            w[j] = new
        if moved <= tol:
            break
    return w


def lasso_cd_gram(
    X: Any,
    y: Any,
    lam: float,
    max_iter: int = 1000,
    tol: float = 1e-12,
) -> np.ndarray:
    """A second witness of `lasso_cd`: no residual, only products of columns.

    Each weight is where one side of the parabola plus absolute value is flat,
    or 0. That the last sweep is at the minimum is for the KKT conditions.

    Args:
        X: Inputs, (N, D).
        y: Targets, (N,).
        lam: Weight of the penalty, at least 0.
        max_iter: Most sweeps over the columns.
        tol: A sweep that moves no weight by more than this is the last.

    Returns:
        The weights, (D,), float64.

    Raises:
        ValueError: If lam is negative.
    """
    if lam < 0:
        raise ValueError(f"lam must be at least 0, not {lam}")
    X, y = np.asarray(X, dtype=np.float64), np.asarray(y, dtype=np.float64)
    gram, right = X.T @ X, X.T @ y
    w = np.zeros(len(right))
    sweep, moved = 0, np.inf
    while sweep < max_iter and moved > tol:
        before = w.copy()
        for j in range(len(w)):
            if gram[j, j] > 0:
                pull = right[j] - gram[j] @ w + gram[j, j] * w[j]
                high = (pull - lam / 2) / gram[j, j]
                low = (pull + lam / 2) / gram[j, j]
                w[j] = max(high, 0.0) + min(low, 0.0)
        sweep, moved = sweep + 1, np.max(np.abs(w - before), initial=0.0)
    return w


def lasso_ista(X: np.ndarray, y: np.ndarray, lam: float, num_iters: int = 500) -> np.ndarray:
    """Steps of proximal gradient descent on |y - X w|^2 + lam |w|_1 from 0.

    The gradient 2 X.T (X w - y) has the Lipschitz constant L = 2 sigma_max^2.
    A step of length 1 / L along it is followed by the proximal map of the
    penalty, soft thresholding at lam / L. Source: Beck and Teboulle, A fast
    iterative shrinkage-thresholding algorithm for linear inverse problems,
    SIAM Journal on Imaging Sciences 2(1), 2009.

    Args:
        X: Inputs, (N, D): one sample a row.
        y: Targets, (N,).
        lam: Weight of the penalty, at least 0.
        num_iters: Number of steps.

    Returns:
        The weights after the last step, (D,), float64.

    Raises:
        ValueError: If lam is negative.
    """
    if lam < 0:
        raise ValueError(f"lam must be at least 0, not {lam}")
    w = np.zeros(X.shape[1])
    L = 2 * np.linalg.norm(X, 2) ** 2
    if L == 0:
        return w
    for _ in range(num_iters):
        z = w - 2 * X.T @ (X @ w - y) / L
        w = z - np.clip(z, -lam / L, lam / L)
    return w


def lasso_ista_gram(X: np.ndarray, y: np.ndarray, lam: float, num_iters: int = 500) -> np.ndarray:
    """A second witness of `lasso_ista`: products of columns, two rectifiers.

    Args:
        X: Inputs, (N, D).
        y: Targets, (N,).
        lam: Weight of the penalty, at least 0.
        num_iters: Number of steps.

    Returns:
        The weights after the last step, (D,), float64.

    Raises:
        ValueError: If lam is negative.
    """
    if lam < 0:
        raise ValueError(f"lam must be at least 0, not {lam}")
    X = np.asarray(X, dtype=np.float64)
    gram, right = X.T @ X, X.T @ y
    curvature = np.max(np.linalg.eigvalsh(gram))
    w = np.zeros(len(right))
    for _ in range(num_iters if curvature > 0 else 0):
        z = w + (right - gram @ w) / curvature
        t = lam / (2 * curvature)
        w = np.maximum(z - t, 0.0) + np.minimum(z + t, 0.0)
    return w


def lasso_weight(n: int, alpha: float) -> float:
    """The lam that belongs to an alpha, read off a problem with one feature.

    The minimiser of the mean objective |y - x w|^2 / (2 n) + alpha |w| is
    known in closed form. Where it is positive, the sum objective
    |y - x w|^2 + lam |w| is flat at it only for one lam: minus the slope of
    the squares. Source: Hastie, Tibshirani and Wainwright, Statistical
    Learning with Sparsity, CRC Press 2015, section 2.4.

    Args:
        n: Number of samples.
        alpha: Weight of the penalty beside half of the mean square.

    Returns:
        Weight of the penalty beside the sum of squares.
    """
    x = np.linspace(1.0, 2.0, n)
    y = 3.0 * x
    w = max(x @ y / n - alpha, 0.0) / (x @ x / n)
    return 2 * x @ (y - x * w)
