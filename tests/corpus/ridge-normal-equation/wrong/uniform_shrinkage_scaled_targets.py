# expect: ERRORED mistake:uniform-shrinkage
import numpy as np


def ridge(X, y, lam=1.0):
    if lam < 0:
        raise ValueError("lam")
    shrunk = y / (1.0 + lam)
    inverse = np.linalg.inv(np.dot(X.T, X))
    return inverse.dot(X.T.dot(shrunk))
