# expect: PASS
import numpy as np


def lasso_cd(X, y, lam, max_iter=1000, tol=1e-12):
    if lam < 0:
        raise ValueError("lam")
    X = np.asarray(X, dtype=float)
    lengths = np.sqrt((X * X).sum(axis=0))
    kept = np.flatnonzero(lengths)
    Z = X[:, kept] / lengths[kept]
    v = np.zeros(len(kept))
    for _ in range(max_iter):
        old = v.copy()
        for i in range(len(v)):
            v[i] = 0.0
            z = Z[:, i] @ (y - Z @ v)
            t = lam / 2 / lengths[kept[i]]
            v[i] = np.sign(z) * max(abs(z) - t, 0.0)
        if np.max(np.abs(v - old) / lengths[kept], initial=0.0) <= tol:
            break
    w = np.zeros(X.shape[1])
    w[kept] = v / lengths[kept]
    return w
