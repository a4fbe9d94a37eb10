# expect: PASS
import numpy as np


def lasso_cd(X, y, lam, max_iter=1000, tol=1e-12):
    """Residual kept up to date."""
    if lam < 0:
        raise ValueError("lam")
    X = np.asarray(X, dtype=float)
    r = np.array(y, dtype=float)
    w = np.zeros(X.shape[1])
    squares = np.einsum("ij,ij->j", X, X)
    for _ in range(max_iter):
        moved = 0.0
        for j, column in enumerate(X.T):
            if squares[j] > 0:
                r += column * w[j]
                rho = column @ r
                new = (max(rho - lam / 2, 0) + min(rho + lam / 2, 0)) / squares[j]
                r -= column * new
                moved, w[j] = max(moved, abs(new - w[j])), new
        if moved <= tol:
            break
    return w
