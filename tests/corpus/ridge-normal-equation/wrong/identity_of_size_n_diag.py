# expect: ERRORED mistake:identity-of-size-n
import numpy as np


def ridge(X, y, lam=1.0):
    if not lam >= 0:
        raise ValueError("lam")
    R = np.diag(np.full(y.size, float(lam)))
    A = X.T.dot(X) + R
    w = np.linalg.solve(A, X.T.dot(y))
    return w
