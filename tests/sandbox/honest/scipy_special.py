"""scipy.special, allowed by the exercise and loaded in the locked process."""

import numpy as np
from scipy import special


def f():
    x = np.array([[700.0, 710.0], [-1.0, 0.0]])
    assert np.allclose(special.softmax(x, axis=1).sum(axis=1), 1)
    assert np.isclose(special.logsumexp(x), 710.0, rtol=1e-6)
    assert special.gammaln(5) == np.log(24) and special.erf(0) == 0
    return bool(np.isclose(special.expit(special.logit(0.3)), 0.3))
