# expect: PASS
import numpy as np


def lasso_cd(X, y, lam, max_iter=1000, tol=1e-12):
    """Plain Python."""
    if lam < 0:
        raise ValueError("lam")
    columns = [[float(value) for value in column] for column in np.asarray(X).T]
    targets = [float(value) for value in y]
    w = [0.0] * len(columns)
    for sweep in range(max_iter):
        moves = [0.0]
        for j, column in enumerate(columns):
            square = sum(value * value for value in column)
            if square == 0:
                continue
            rho = 0.0
            for i, target in enumerate(targets):
                rest = target - sum(w[k] * columns[k][i] for k in range(len(w)) if k != j)
                rho += column[i] * rest
            if rho > lam / 2:
                new = (rho - lam / 2) / square
            elif rho < -lam / 2:
                new = (rho + lam / 2) / square
            else:
                new = 0.0
            moves.append(abs(new - w[j]))
            w[j] = new
        if max(moves) <= tol:
            break
    return np.array(w)
