# expect: ERRORED mistake:identity-of-size-n
import numpy as np


def ridge(X, y, lam=1.0):
    if lam < 0:
        raise ValueError("lam")
    penalty = lam * np.identity(len(X))
    gram = np.dot(np.transpose(X), X)
    return np.linalg.solve(np.add(gram, penalty), np.dot(np.transpose(X), y))
