# expect: WRONG
import numpy as np


def ridge(X, y, lam=1.0):
    if lam < 0:
        raise ValueError("lam")
    w = np.zeros(X.shape[1])
    step = 1 / (np.linalg.norm(X, 2) ** 2 + lam)
    for _ in range(50):
        w = w - step * (X.T @ (X @ w - y) + lam * w)
    return w
