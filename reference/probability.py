"""References of the track probability: NumPy only, shown beside an answer that passed."""

from __future__ import annotations

import math

import numpy as np


def posterior(prior: np.ndarray, likelihood: np.ndarray) -> np.ndarray:
    """Bayes' theorem: prior times likelihood, divided by the evidence.

    A common factor of the likelihoods cancels, so the largest one that has a
    prior is taken out first: the evidence cannot underflow. Source: Murphy,
    Probabilistic machine learning: an introduction, 2022, section 2.3.

    Args:
        prior: P(H_i), (K,): at least 0, with sum 1 up to 1e-8.
        likelihood: P(E | H_i), (K,), or densities: finite, at least 0.

    Returns:
        P(H_i | E), (K,), float64, with sum 1.

    Raises:
        ValueError: If `prior` is no distribution, `likelihood` does not fit,
            or the evidence is 0.
    """
    if prior.shape != likelihood.shape or not _is_distribution(prior):
        raise ValueError("one likelihood for each entry of a distribution")
    if not np.all((likelihood >= 0) & (likelihood < np.inf)):
        raise ValueError("likelihoods are finite and at least 0")
    likelihood = np.where(prior > 0, likelihood, 0.0)
    largest = likelihood.max()
    if largest == 0:
        raise ValueError("no hypothesis explains the evidence")
    joint = prior * (likelihood / largest)
    return joint / joint.sum()


def bernoulli_nll(p: float, data: np.ndarray) -> float:
    """Negative log-likelihood of 0/1 data under Bernoulli(p), a sum in nats.

    An outcome that never occurred contributes 0, whatever its probability:
    0 log 0 = 0. Source: Murphy, Probabilistic machine learning: an
    introduction, 2022, section 4.2.3.

    Args:
        p: Probability of a 1; outside [0, 1] no data are possible.
        data: Outcomes, (N,): 0 and 1, or booleans.

    Returns:
        The sum over the data, at least 0; inf for impossible data.
    """
    ones = int(np.sum(data))
    zeros = len(data) - ones
    if not 0 <= p <= 1 or (p == 0 and ones) or (p == 1 and zeros):
        return math.inf
    cost = 0.0
    if ones:
        cost -= ones * math.log(p)
    if zeros:
        cost -= zeros * math.log1p(-p)
    return cost


def binom_pmf(k: int | np.ndarray, n: int, p: float) -> float | np.ndarray:
    """Probability of k successes in n independent trials, in log space.

    The coefficient and the powers are out of the range of floats long before
    their product is, so their logarithms are added. Source: Johnson, Kemp and
    Kotz, Univariate discrete distributions, 3rd edition, 2005, chapter 3.

    Args:
        k: Number of successes, or an integer array (M,) of them.
        n: Number of trials, at least 0.
        p: Probability of a success, in [0, 1].

    Returns:
        A number for a number k, else (M,), float64; 0 outside 0 <= k <= n.

    Raises:
        ValueError: If n is negative or p outside [0, 1].
    """
    if n < 0 or not 0 <= p <= 1:
        raise ValueError(f"n at least 0 and p in [0, 1], not {n} and {p}")
    counts = np.asarray(k)
    pmf = np.zeros(counts.shape)
    for i, j in np.ndenumerate(counts):
        if not 0 <= j <= n:
            continue
        if p in (0, 1):
            pmf[i] = j == n * p
        else:
            log_ways = math.lgamma(n + 1) - math.lgamma(j + 1) - math.lgamma(n - j + 1)
            pmf[i] = math.exp(log_ways + j * math.log(p) + (n - j) * math.log1p(-p))
    return pmf[()]


def poisson_pmf(k: int | np.ndarray, lam: float) -> float | np.ndarray:
    """Probability of k events where lam are expected, in log space.

    lam**k and k! overflow where their ratio does not, so their logarithms
    are subtracted. Source: Johnson, Kemp and Kotz, Univariate discrete
    distributions, 3rd edition, 2005, chapter 4.

    Args:
        k: Number of events, or an integer array (M,) of them.
        lam: Expected number of events, at least 0.

    Returns:
        A number for a number k, else (M,), float64; 0 for negative k.

    Raises:
        ValueError: If lam is negative or NaN.
    """
    if not lam >= 0:
        raise ValueError(f"lam must be at least 0, not {lam}")
    counts = np.asarray(k)
    pmf = np.zeros(counts.shape)
    for i, j in np.ndenumerate(counts):
        if lam > 0 and j >= 0:
            pmf[i] = math.exp(j * math.log(lam) - lam - math.lgamma(j + 1))
        elif j == 0:
            pmf[i] = 1.0
    return pmf[()]


def normal_logpdf(
    x: float | np.ndarray,
    mu: float | np.ndarray = 0.0,
    sigma: float | np.ndarray = 1.0,
) -> float | np.ndarray:
    """Log-density of N(mu, sigma**2) at x, in nats.

    The logarithm is taken on paper, so no tail underflows; only z is squared,
    so no sigma does. Source: Bishop, Pattern recognition and machine
    learning, 2006, section 1.2.4.

    Args:
        x: Where; numbers or arrays that broadcast with mu and sigma.
        mu: Mean.
        sigma: Standard deviation, above 0.

    Returns:
        Log-densities in the common shape, float64.

    Raises:
        ValueError: If a sigma is not above 0.
    """
    if not np.all(sigma > 0):
        raise ValueError("sigma must be above 0")
    z = (x - mu) / sigma
    return -0.5 * z * z - np.log(sigma) - 0.5 * np.log(2 * np.pi)


def mvn_logpdf(X: np.ndarray, mean: np.ndarray, cov: np.ndarray) -> float | np.ndarray:
    """Log-density of N(mean, cov), by the Cholesky factor L of cov.

    With L z = x - mean the quadratic form is z.T z, and the determinant of
    cov is the square of the product of L's diagonal, which is never formed.
    Source: Rasmussen and Williams, Gaussian processes for machine learning,
    2006, appendix A.2 and A.4.

    Args:
        X: Points, (N, D), or one point, (D,).
        mean: Mean, (D,).
        cov: Covariance, (D, D), symmetric up to 1e-8 of its largest entry.

    Returns:
        Log-densities in nats, (N,), or a number for one point.

    Raises:
        ValueError: If cov is not symmetric or not positive definite.
    """
    L = _cholesky(cov)
    z = np.linalg.solve(L, (X - mean).T)
    squares = np.sum(z * z, axis=0)
    return -0.5 * (squares + len(mean) * np.log(2 * np.pi)) - np.sum(np.log(np.diag(L)))


def discrete_moments(values: np.ndarray, probs: np.ndarray) -> tuple[float, float]:
    """Mean and variance of a variable that takes each value with its probability.

    The variance is the expected squared deviation as it stands. E[X^2] minus
    E[X]^2 is the same on paper, but subtracts two numbers that agree in most
    digits where the mean is large beside the spread.

    Args:
        values: What the variable may be, (K,), floats or integers.
        probs: With which probability, (K,): at least 0, sum 1 up to 1e-8.

    Returns:
        The mean and the variance.

    Raises:
        ValueError: If `probs` is no distribution over the values.
    """
    if values.shape != probs.shape or not _is_distribution(probs):
        raise ValueError("one value for each entry of a distribution")
    mean = np.sum(probs * values)
    return mean, np.sum(probs * (values - mean) ** 2)


def variance(x: np.ndarray) -> float:
    """Population variance (ddof = 0), in two passes and in float64.

    Source: Chan, Golub and LeVeque, Algorithms for computing the sample
    variance: analysis and recommendations, The American Statistician 37(3),
    1983.

    Args:
        x: Numbers, (N,), of any real dtype.

    Returns:
        The mean squared deviation from the mean.

    Raises:
        ValueError: If there are no numbers.
    """
    if x.size == 0:
        raise ValueError("no data")
    mean = np.mean(x, dtype=np.float64)
    return np.mean((x - mean) ** 2)


def covariance_matrix(X: np.ndarray, ddof: int = 1) -> np.ndarray:
    """Covariance matrix of the columns of X, divided by n - ddof.

    Source: Murphy, Probabilistic machine learning: an introduction, 2022,
    section 3.1.

    Args:
        X: Data, (n, d): one sample a row.
        ddof: 1 for the unbiased estimate, 0 for the maximum-likelihood one.

    Returns:
        Covariances, (d, d), float64; variances stand on the diagonal.

    Raises:
        ValueError: If there are no more than `ddof` samples.
    """
    degrees = len(X) - ddof
    if degrees <= 0:
        raise ValueError(f"more than {ddof} samples, not {len(X)}")
    centred = X - np.mean(X, axis=0)
    return centred.T @ centred / degrees


def correlation(x: np.ndarray, y: np.ndarray) -> float:
    """Pearson's correlation: the cosine of the angle between the centred data.

    Source: Pearson, Notes on regression and inheritance in the case of two
    parents, Proceedings of the Royal Society of London 58, 1895.

    Args:
        x: Numbers, (N,), N at least 2.
        y: As many numbers, paired with those of x.

    Returns:
        A number in [-1, 1]; NaN where x or y is constant.

    Raises:
        ValueError: If there are fewer than 2 pairs, or the lengths differ.
    """
    if x.shape != y.shape or len(x) < 2:
        raise ValueError("two arrays of one length, at least 2")
    if np.ptp(x) == 0 or np.ptp(y) == 0:
        return math.nan
    return np.clip(_standardised(x) @ _standardised(y), -1.0, 1.0)


def normal_mle(x: np.ndarray) -> tuple[float, float]:
    """Mean and variance of the normal distribution under which x is most likely.

    The gradient of the log-likelihood is zero at the mean of the data and at
    their mean squared deviation from it. Source: Bishop, Pattern recognition
    and machine learning, 2006, section 1.2.4.

    Args:
        x: Independent observations, (N,).

    Returns:
        The mean and the variance; 0 for the variance of equal observations.

    Raises:
        ValueError: If there are no observations.
    """
    if x.size == 0:
        raise ValueError("no data")
    mean = np.mean(x)
    return mean, np.mean((x - mean) ** 2)


def mvn_sample(mean: np.ndarray, cov: np.ndarray, size: int, rng: np.random.Generator) -> np.ndarray:
    """Samples of N(mean, cov): independent standard normals, mapped by L.

    z has covariance I, so L z has L L.T = cov; rows of z are multiplied by
    L.T from the right. Source: Rasmussen and Williams, Gaussian processes for
    machine learning, 2006, appendix A.2.

    Args:
        mean: Mean, (D,).
        cov: Covariance, (D, D), symmetric up to 1e-8 of its largest entry.
        size: Number of samples.
        rng: Source of one draw of standard normals, (size, D).

    Returns:
        Samples, (size, D), one a row.

    Raises:
        ValueError: If cov is not symmetric or not positive definite.
    """
    L = _cholesky(cov)
    return mean + rng.standard_normal((size, len(mean))) @ L.T


def mvn_sample_by_rows(mean: np.ndarray, cov: np.ndarray, size: int, rng: np.random.Generator) -> np.ndarray:
    """A second witness of `mvn_sample`: no factor, each coordinate given those before it.

    Given the first j coordinates, the next is normal: its mean is linear in
    them, its variance what they leave unexplained (the Schur complement).

    Args:
        mean: Mean, (D,).
        cov: Covariance, (D, D).
        size: Number of samples.
        rng: Source of one standard normal after the other.

    Returns:
        Samples, (size, D).

    Raises:
        ValueError: If cov is not symmetric or not positive definite.
    """
    if np.abs(cov - cov.T).max() > 1e-8 * np.abs(cov).max() or np.linalg.eigvalsh(cov)[0] <= 1e-14 * np.abs(cov).max():
        raise ValueError("cov must be symmetric and positive definite")
    samples = np.empty((size, len(mean)))
    for row in samples:
        for j in range(len(mean)):
            weights = np.linalg.solve(cov[:j, :j], cov[:j, j])
            spread = np.sqrt(cov[j, j] - weights @ cov[:j, j])
            row[j] = mean[j] + weights @ (row[:j] - mean[:j]) + spread * rng.standard_normal()
    return samples


def mean_within(n: int, sigma: float, d: float) -> float:
    """P(|mean - mu| < d) for n normal variables, by quadrature.

    The variance of the mean is summed over the n independent terms, each
    with weight 1/n; its density is integrated over [-d, d] by Gauss and
    Legendre. Source: Wasserman, All of Statistics, Springer 2004, section 5.4.

    Args:
        n: How many variables are averaged.
        sigma: Their standard deviation.
        d: The largest distance.

    Returns:
        The probability.
    """
    variance = np.sum((np.full(n, 1 / n) * sigma) ** 2)
    nodes, weights = np.polynomial.legendre.leggauss(64)
    density = np.exp(-((d * nodes) ** 2) / (2 * variance)) / np.sqrt(2 * np.pi * variance)
    return d * weights @ density


def _is_distribution(p: np.ndarray) -> bool:
    """Whether p is nowhere negative and sums to 1; NaN fails."""
    return bool(np.all(p >= 0)) and math.isclose(p.sum(), 1, rel_tol=1e-8)


def _cholesky(cov: np.ndarray) -> np.ndarray:
    """The lower factor of cov; ValueError unless symmetric and positive definite."""
    if not np.all(np.abs(cov - cov.T) <= 1e-8 * np.abs(cov).max()):
        raise ValueError("cov must be symmetric")
    return np.linalg.cholesky(cov)  # a LinAlgError is a ValueError


def _standardised(v: np.ndarray) -> np.ndarray:
    """v centred and of length 1; its range is taken out before squares could overflow."""
    v = v.astype(np.float64)
    v -= np.mean(v)
    v /= np.ptp(v)
    return v / np.sqrt(v @ v)
