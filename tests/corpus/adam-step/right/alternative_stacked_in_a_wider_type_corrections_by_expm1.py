# expect: PASS
import numpy as np


def adam_step(theta, g, m, v, t, lr=1e-3, beta1=0.9, beta2=0.999, eps=1e-8):
    """Stacked, in a wider type, corrections by expm1."""
    if t < 1:
        raise ValueError("t")
    old = np.stack([m, v]).astype(np.longdouble)
    new = np.stack([g, g]).astype(np.longdouble) ** np.array([[1], [2]])
    beta = np.array([[beta1], [beta2]], dtype=np.longdouble)
    state = beta * old + (1 - beta) * new
    with np.errstate(divide="ignore"):
        corrected = state / -np.expm1(t * np.log(beta))
    moved = theta - lr * corrected[0] / (np.sqrt(corrected[1]) + eps)
    return moved.astype(theta.dtype), state[0].astype(theta.dtype), state[1].astype(theta.dtype)
