# expect: WRONG mistake:whole-rows-moved
import numpy as np


def numerical_gradient(f, x, h=1e-5):
    point = np.array(x, dtype=float)
    if point.ndim == 0:
        return np.array((f(point + h) - f(point - h)) / (2 * h))
    result = []
    for row in range(len(point)):
        up, down = point.copy(), point.copy()
        up[row] = point[row] + h
        down[row] = point[row] - h
        result.append(np.full(point.shape[1:], (f(up) - f(down)) / (2 * h)))
    return np.array(result, dtype=float).reshape(point.shape)
