# expect: PASS
import numpy as np


def adam_step(theta, g, m, v, t, lr=1e-3, beta1=0.9, beta2=0.999, eps=1e-8):
    """Corrections by sums of geometric series."""
    if t < 1:
        raise ValueError("t")
    if t > 50:
        weight1, weight2 = (1 - beta**t for beta in (beta1, beta2))
    else:
        weight1, weight2 = ((1 - beta) * sum(beta**k for k in range(t)) for beta in (beta1, beta2))
    m = np.add(np.multiply(m, beta1), np.multiply(g, 1 - beta1))
    v = np.add(np.multiply(v, beta2), np.multiply(np.square(g), 1 - beta2))
    denominator = np.sqrt(np.divide(v, weight2))
    denominator += eps
    return np.subtract(theta, np.divide(np.multiply(m, lr / weight1), denominator)), m, v
