"""numpy.testing, which loads a good part of the standard library."""

import numpy as np
from numpy import testing


def f():
    testing.assert_allclose(np.ones(3), 1.0)
    testing.assert_array_equal([1, 2], (1, 2))
    testing.assert_array_almost_equal_nulp(np.float64(1), np.float64(1))
    with testing.assert_raises(AssertionError):
        testing.assert_allclose(1.0, 2.0)
    with testing.assert_warns(RuntimeWarning):
        np.log(np.zeros(1))
    return True
