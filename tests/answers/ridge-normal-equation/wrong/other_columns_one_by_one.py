# expect: WRONG
import numpy as np


def ridge(X, y, lam=1.0):
    if lam < 0:
        raise ValueError("lam")
    w = np.zeros(X.shape[1])
    for j in range(X.shape[1]):
        column = X[:, j]
        w[j] = column @ y / (column @ column + lam) if lam or column.any() else 0.0
    return w
