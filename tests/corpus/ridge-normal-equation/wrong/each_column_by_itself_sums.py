# expect: WRONG mistake:each-column-by-itself
import numpy as np


def ridge(X, y, lam=1.0):
    if lam < 0:
        raise ValueError("lam")
    squares = (X * X).sum(axis=0) + lam
    return np.divide(y @ X, squares, out=np.zeros(X.shape[1]), where=squares > 0)
