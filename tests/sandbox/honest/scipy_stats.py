"""scipy.stats, the largest part of scipy, which loads most others."""

import numpy as np
from scipy import stats


def f():
    assert np.isclose(stats.norm.cdf(1.96), 0.975, atol=1e-3)
    assert stats.ttest_ind([1, 2, 3, 4], [2, 3, 4, 5]).pvalue > 0.05
    assert stats.entropy([0.5, 0.5], base=2) == 1.0
    drawn = stats.multivariate_normal([0, 0], np.eye(2)).rvs(size=5, random_state=0)
    return drawn.shape == (5, 2) and bool(stats.pearsonr([1, 2, 3], [2, 4, 6.5]).statistic > 0.99)
