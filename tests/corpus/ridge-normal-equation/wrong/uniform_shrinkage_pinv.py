# expect: WRONG mistake:uniform-shrinkage-of-the-pseudoinverse
import numpy as np


def ridge(X, y, lam=1.0):
    if lam < 0:
        raise ValueError("lam")
    return (np.linalg.pinv(X) @ y) * (1 / (1 + lam))
