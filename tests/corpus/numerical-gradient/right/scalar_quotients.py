# expect: PASS
import numpy as np


def numerical_gradient(f, x, h=1e-5):
    point = np.atleast_1d(np.array(x, dtype=float))
    shape = np.shape(x)
    result = np.zeros(point.shape)
    for place, value in np.ndenumerate(point):
        ends = []
        for end in (value + h, value - h):
            moved = point.copy()
            moved[place] = end
            ends.append(float(f(moved.reshape(shape))))
        result[place] = (ends[0] - ends[1]) * 0.5 / h
    return result.reshape(shape)
