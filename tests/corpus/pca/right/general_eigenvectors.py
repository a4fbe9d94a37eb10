# expect: PASS
import numpy as np


def pca(X, k):
    n, d = X.shape
    if n < 2 or k < 1 or k > min(n, d):
        raise ValueError("n or k out of range")
    mean = X.mean(axis=0)
    Xc = X - mean
    C = Xc.T @ Xc / (n - 1)
    C = (C + C.T) / 2
    lam, Q = np.linalg.eigh(C)
    keep = sorted(range(d), key=lambda i: -lam[i])[:k]
    V = np.stack([Q[:, i] / np.linalg.norm(Q[:, i]) for i in keep])
    lam = np.array([max(float(v @ C @ v), 0.0) for v in V])
    return [V, lam, np.einsum("ij,kj->ik", Xc, V)]
