"""References of the track probability: NumPy only.

Checks of distributions are written `not (good)`, so that NaN fails them.
"""

from __future__ import annotations

import math

import numpy as np


def posterior(prior, likelihood):
    """`P(H_i | E)`, proportional to prior times likelihood. Likelihoods are rescaled by the largest that has a prior."""
    prior, likelihood = np.asarray(prior, dtype=float), np.asarray(likelihood, dtype=float)
    if prior.shape != likelihood.shape or not _is_distribution(prior):
        raise ValueError("a prior that is a distribution, and as many likelihoods")
    if not np.all((likelihood >= 0) & np.isfinite(likelihood)):
        raise ValueError("finite likelihoods of at least 0")
    likelihood = np.where(prior > 0, likelihood, 0.0)
    largest = likelihood.max()
    if largest == 0:
        raise ValueError("the evidence is zero")
    joint = prior * (likelihood / largest)
    return joint / joint.sum()


def bernoulli_nll(p, data):
    """`-sum log P(x)` in nats, with 0 log 0 = 0; inf for impossible data and for p outside [0, 1]."""
    ones, n = int(np.sum(data)), len(data)
    if not 0 <= p <= 1:
        return math.inf
    cost_of_ones = 0.0 if ones == 0 else (math.inf if p == 0 else -ones * np.log(p))
    cost_of_zeros = 0.0 if ones == n else (math.inf if p == 1 else -(n - ones) * np.log1p(-p))
    return float(cost_of_ones + cost_of_zeros)


def binom_pmf(k, n, p):
    """`P(k successes in n)`, 0 for k outside 0 .. n, in log space; a float for a number k. Refuses n < 0 and p outside [0, 1]."""
    if n < 0 or not 0 <= p <= 1:
        raise ValueError(f"n >= 0 and 0 <= p <= 1, not n = {n}, p = {p}")
    k = np.asarray(k)
    out = np.zeros(k.shape)
    for i in np.ndindex(k.shape):
        j = int(k[i])
        if not 0 <= j <= n:
            continue
        if p in (0, 1):
            out[i] = float(j == n * p)
            continue
        log_ways = math.lgamma(n + 1) - math.lgamma(j + 1) - math.lgamma(n - j + 1)
        out[i] = math.exp(log_ways + j * math.log(p) + (n - j) * math.log1p(-p))
    return out if out.ndim else float(out)


def poisson_pmf(k, lam):
    """`lam**k exp(-lam) / k!`, 0 for k < 0, in log space; a float for a number k. ValueError unless lam >= 0."""
    if not lam >= 0:
        raise ValueError(f"lam must be at least 0, not {lam}")
    k = np.asarray(k)
    out = np.zeros(k.shape)
    for i in np.ndindex(k.shape):
        j = int(k[i])
        if j >= 0:
            out[i] = float(j == 0) if lam == 0 else math.exp(j * math.log(lam) - lam - math.lgamma(j + 1))
    return out if out.ndim else float(out)


def normal_logpdf(x, mu=0.0, sigma=1.0):
    """Log-density of N(mu, sigma**2), broadcast; sigma is the standard deviation."""
    x, mu, sigma = (np.asarray(a, dtype=float) for a in (x, mu, sigma))
    if not np.all(sigma > 0):
        raise ValueError("sigma must be above 0")
    z = (x - mu) / sigma
    return -0.5 * z * z - np.log(sigma) - 0.5 * np.log(2 * np.pi)


def mvn_logpdf(X, mean, cov):
    """Log-density of N(mean, cov) at the rows of X, or at X where it is one point (a float), by Cholesky."""
    X, mean, cov = (np.asarray(a, dtype=float) for a in (X, mean, cov))
    L = _cholesky(cov)
    z = np.linalg.solve(L, np.atleast_2d(X - mean).T)
    log_density = -0.5 * (np.sum(z * z, axis=0) + len(mean) * np.log(2 * np.pi)) - np.log(np.diag(L)).sum()
    return log_density if X.ndim == 2 else float(log_density[0])


def discrete_moments(values, probs):
    """Mean and variance of a variable that takes `values` with `probs`."""
    x, p = np.asarray(values, dtype=float), np.asarray(probs, dtype=float)
    if x.shape != p.shape or not _is_distribution(p):
        raise ValueError("as many values as probabilities, and these a distribution")
    mean = float(np.sum(p * x))
    return mean, float(np.sum(p * (x - mean) ** 2))


def variance(x):
    """Population variance (ddof = 0) in two passes, in float64."""
    x = np.asarray(x, dtype=float)
    if x.size == 0:
        raise ValueError("no data")
    deviation = x - x.mean()
    return float(np.mean(deviation * deviation))


def covariance_matrix(X, ddof=1):
    """Covariances (d, d) of the columns of X (n, d), divided by n - ddof."""
    X = np.asarray(X, dtype=float)
    if len(X) <= ddof:
        raise ValueError(f"more than {ddof} rows, not {len(X)}")
    centred = X - X.mean(axis=0)
    return centred.T @ centred / (len(X) - ddof)


def mvn_sample(mean, cov, size, rng):
    """`size` rows from N(mean, cov): `mean + z L.T` with one `rng.standard_normal((size, d))` and the Cholesky factor L."""
    mean = np.asarray(mean, dtype=float)
    L = _cholesky(np.asarray(cov, dtype=float))
    return mean + rng.standard_normal((size, len(mean))) @ L.T


def correlation(x, y):
    """Pearson's r in [-1, 1]; NaN, without a warning, where x or y is constant."""
    x, y = np.asarray(x, dtype=float), np.asarray(y, dtype=float)
    if x.ndim != 1 or x.shape != y.shape or len(x) < 2:
        raise ValueError(f"two vectors of one length, at least 2, not {x.shape} and {y.shape}")
    if x.min() == x.max() or y.min() == y.max():
        return math.nan

    def unit(v):
        v = v - v.mean()
        # Scaled before it is squared: r does not depend on scale, but squares overflow and underflow.
        v = v / np.abs(v).max()
        return v / np.sqrt(v @ v)

    return float(np.clip(unit(x) @ unit(y), -1.0, 1.0))


def normal_mle(x):
    """Maximum-likelihood mean and variance (ddof = 0) of a normal sample."""
    x = np.asarray(x, dtype=float)
    if x.size == 0:
        raise ValueError("no data")
    mean = x.mean()
    return float(mean), float(np.mean((x - mean) ** 2))


def _is_distribution(p):
    return bool(p.size > 0 and np.all(p >= 0) and abs(p.sum() - 1) <= 1e-8)


def _cholesky(cov):
    """The lower factor of a covariance matrix; ValueError unless it is symmetric, relative to its size, and positive definite."""
    if (
        cov.ndim != 2
        or cov.shape[0] != cov.shape[1]
        or not np.abs(cov - cov.T).max(initial=0.0) <= 1e-8 * np.abs(cov).max(initial=0.0)
    ):
        raise ValueError("cov must be symmetric")
    try:
        return np.linalg.cholesky(cov)
    except np.linalg.LinAlgError:
        raise ValueError("cov must be positive definite") from None
