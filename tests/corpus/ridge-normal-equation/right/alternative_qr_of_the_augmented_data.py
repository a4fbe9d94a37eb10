# expect: PASS
import numpy as np


def ridge(X, y, lam=1.0):
    """QR of the augmented data."""
    if lam < 0:
        raise ValueError("lam")
    d = X.shape[1]
    Q, R = np.linalg.qr(np.vstack([X, np.sqrt(lam) * np.eye(d)]))
    right = Q.T @ np.concatenate([y, np.zeros(d)])
    w = np.zeros(d)
    for i in reversed(range(d)):
        w[i] = (right[i] - R[i, i + 1 :] @ w[i + 1 :]) / R[i, i]
    return w
