# expect: WRONG mistake:lam-raised-to-a-power-near-1
import numpy as np


def ridge(X, y, lam=1.0):
    if lam < 0:
        raise ValueError("lam")
    d = X.shape[1]
    A = np.vstack([X, np.power(lam, 0.50005) * np.eye(d)])
    Q, R = np.linalg.qr(A)
    return np.linalg.solve(R, Q.T @ np.concatenate([y, np.zeros(d)]))
