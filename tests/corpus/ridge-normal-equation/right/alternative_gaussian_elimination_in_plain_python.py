# expect: PASS
import numpy as np


def ridge(X, y, lam=1.0):
    """Gaussian elimination in plain Python."""
    if lam < 0:
        raise ValueError("lam")
    columns = [[float(value) for value in column] for column in X.T]
    rows = [[sum(a * b for a, b in zip(left, right)) for right in columns] for left in columns]
    right = [sum(a * float(b) for a, b in zip(column, y)) for column in columns]
    d = len(columns)
    for i in range(d):
        rows[i][i] += lam
    for i in range(d):
        for j in range(i + 1, d):
            factor = rows[j][i] / rows[i][i]
            for k in range(i, d):
                rows[j][k] -= factor * rows[i][k]
            right[j] -= factor * right[i]
    w = [0.0] * d
    for i in reversed(range(d)):
        w[i] = (right[i] - sum(rows[i][k] * w[k] for k in range(i + 1, d))) / rows[i][i]
    return np.array(w)
