# expect: ERRORED mistake:lam-on-every-entry
import numpy as np


def ridge(X, y, lam=1.0):
    if lam < 0:
        raise ValueError("negative lam")
    d = X.shape[1]
    gram = np.einsum("ni,nj->ij", X, X) + np.full((d, d), lam)
    return np.linalg.inv(gram) @ (X.T @ y)
