"""Generators, their bit generators, the old interface, and seeds from the system."""

import numpy as np


def f():
    for bits in (np.random.PCG64, np.random.MT19937, np.random.Philox, np.random.SFC64):
        rng = np.random.Generator(bits(6))
        drawn = [rng.normal(), rng.gamma(2.0), rng.poisson(3.0), rng.integers(10), rng.permutation(5).sum(), rng.choice(4)]
        assert np.isfinite(drawn).all()
        assert rng.dirichlet([1, 2, 3]).sum() > 0.999
        assert rng.multivariate_normal([0, 0], np.eye(2), size=10).shape == (10, 2)
    np.random.seed(0)
    assert np.random.randn(3).shape == np.random.RandomState(1).rand(3).shape
    assert np.random.default_rng().random() != np.random.default_rng().random()
    children = np.random.SeedSequence().spawn(2)
    return len(children) == 2
