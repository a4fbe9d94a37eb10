"""Probability and information theory: scipy.stats and scipy.special, scikit-learn's estimators, PyTorch's distributions."""

import numpy as np
from witnessing import Library, far, witness

from witnesses.converting import array, tensor

SCIPY, SKLEARN, TORCH = Library


@witness(SCIPY, "bayes-posterior")
def posterior_by_softmax(prior, likelihood):
    """Logarithms of the products, and softmax for their sum."""
    from scipy.special import softmax

    with np.errstate(divide="ignore"):
        return softmax(np.log(array(prior)) + np.log(array(likelihood)))


@witness(TORCH, "bayes-posterior")
def posterior_by_torch(prior, likelihood):
    from torch.distributions import Categorical

    return Categorical(logits=tensor(prior).log() + tensor(likelihood).log()).probs.numpy()


def outside(case):
    return not 0 <= case.inputs["p"] <= 1


@witness(SCIPY, "bernoulli-nll", unless={"its result outside [0, 1] is NaN": outside})
def bernoulli_by_scipy(p, data):
    from scipy.stats import bernoulli

    return -bernoulli.logpmf(np.array(data, dtype=np.int64), p).sum()


def certain(case):
    return not 1e-43 < case.inputs["p"] < 1


@witness(
    TORCH, "bernoulli-nll", unless={"its result outside [0, 1] is an error": outside, "it cuts logarithms off at -100": certain}
)
def bernoulli_by_torch(p, data):
    from torch.nn.functional import binary_cross_entropy

    y = tensor(data)
    return binary_cross_entropy(tensor(np.full(y.shape, p)), y, reduction="sum").item()


@witness(SCIPY, "binomial-pmf")
def binomial_by_scipy(k, n, p):
    from scipy.stats import binom

    return binom.pmf(k, n, p)


@witness(SCIPY, "poisson-pmf")
def poisson_by_scipy(k, lam):
    from scipy.stats import poisson

    return poisson.pmf(k, lam)


def constant(case):
    return any(np.ptp(x) == 0 for x in case.inputs.values())


@witness(SCIPY, "correlation", atol=1e-12)
def correlation_by_scipy(x, y):
    from scipy.stats import pearsonr

    return pearsonr(array(x), array(y)).statistic


@witness(
    TORCH, "correlation", atol=1e-12, unless={"rounding hides that data are constant": constant, "squares of 1e200 overflow": far}
)
def correlation_by_torch(x, y):
    import torch

    return torch.corrcoef(torch.stack([tensor(x), tensor(y)]))[0, 1].item()


@witness(SKLEARN, "covariance-matrix", atol=1e-12)
def covariance_by_sklearn(X, ddof=1):
    """scikit-learn divides by n."""
    from sklearn.covariance import empirical_covariance

    return empirical_covariance(array(X)) * (len(X) / (len(X) - ddof))


@witness(TORCH, "covariance-matrix", atol=1e-12)
def covariance_by_torch(X, ddof=1):
    import torch

    return torch.atleast_2d(torch.cov(tensor(X).T, correction=ddof)).numpy()


@witness(SKLEARN, "discrete-moments", atol=1e-12)
def moments_by_sklearn(values, probs):
    """Mean and variance of a weighted sample."""
    from sklearn.preprocessing import StandardScaler

    scaler = StandardScaler().fit(array(values)[:, None], sample_weight=array(probs))
    return scaler.mean_[0], scaler.var_[0]


@witness(SCIPY, "mvn-logpdf")
def mvn_by_scipy(X, mean, cov):
    from scipy.stats import multivariate_normal

    # SciPy gives a number for a single row of points too; the exercise tells them apart.
    return np.reshape(multivariate_normal(array(mean), array(cov)).logpdf(array(X)), np.shape(X)[:-1])


@witness(TORCH, "mvn-logpdf")
def mvn_by_torch(X, mean, cov):
    from torch.distributions import MultivariateNormal

    return MultivariateNormal(tensor(mean), tensor(cov), validate_args=False).log_prob(tensor(X)).numpy()


@witness(SCIPY, "mvn-sample", atol=1e-12)
def sample_by_scipy(mean, cov, size, rng):
    """The stream is pinned by the exercise; factor and transformation are SciPy's."""
    from scipy.linalg import cholesky
    from scipy.stats import Covariance

    z = rng.standard_normal((size, len(mean)))
    return array(mean) + Covariance.from_cholesky(cholesky(array(cov), lower=True)).colorize(z)


@witness(TORCH, "mvn-sample", atol=1e-12)
def sample_by_torch(mean, cov, size, rng):
    import torch

    factor = torch.linalg.cholesky(tensor(cov))
    return torch.addmm(tensor(mean), tensor(rng.standard_normal((size, len(mean)))), factor.T).numpy()


@witness(SCIPY, "normal-logpdf")
def normal_by_scipy(x, mu=0.0, sigma=1.0):
    from scipy.stats import norm

    return norm.logpdf(array(x), array(mu), array(sigma))


@witness(TORCH, "normal-logpdf", unless={"the square of sigma overflows": far})
def normal_by_torch(x, mu=0.0, sigma=1.0):
    from torch.distributions import Normal

    return Normal(tensor(mu), tensor(sigma), validate_args=False).log_prob(tensor(x)).numpy()


@witness(SCIPY, "normal-mle", atol=1e-12)
def mle_by_scipy(x):
    from scipy.stats import norm

    mu, sigma = norm.fit(array(x))
    return mu, sigma**2


@witness(SCIPY, "variance-cancellation", atol=1e-12)
def variance_by_scipy(x):
    from scipy.stats import moment

    return moment(array(x), order=2)


@witness(TORCH, "variance-cancellation", atol=1e-12)
def variance_by_torch(x):
    import torch

    return torch.var(tensor(x), correction=0).item()


def unscaled(case):
    return abs(np.sum(case.inputs["p"]) - 1) > 1e-12


@witness(SCIPY, "entropy", unless={"it rescales what does not sum to 1": unscaled})
def entropy_by_scipy(p, base=np.e):
    from scipy.stats import entropy

    return entropy(array(p), base=base)


@witness(TORCH, "entropy", atol=1e-12)
def entropy_by_torch(p, base=np.e):
    import torch

    return (torch.special.entr(tensor(p)).sum() / np.log(base)).item()


@witness(SCIPY, "kl-divergence")
def kl_by_scipy(p, q):
    from scipy.special import rel_entr

    return rel_entr(array(p), array(q)).sum()


def some_impossible(case):
    return not np.all(case.inputs["q"])


ZEROS = {"it multiplies 0 by the logarithm of 0, and has NaN": some_impossible}


@witness(TORCH, "kl-divergence", unless=ZEROS)
def kl_by_torch(p, q):
    from torch.nn.functional import kl_div

    return kl_div(tensor(q).log(), tensor(p), reduction="sum").item()


@witness(SCIPY, "cross-entropy-identity")
def report_by_scipy(p, q):
    from scipy.special import entr, rel_entr, xlogy

    p, q = array(p), array(q)
    return {"entropy": entr(p).sum(), "kl": rel_entr(p, q).sum(), "cross_entropy": -xlogy(p, q).sum()}


@witness(TORCH, "cross-entropy-identity", unless=ZEROS)
def report_by_torch(p, q):
    import torch

    p, q = tensor(p), tensor(q)
    cross = -torch.special.xlogy(p, q).sum()
    return {
        "entropy": torch.special.entr(p).sum().item(),
        "kl": torch.nn.functional.kl_div(q.log(), p, reduction="sum").item(),
        "cross_entropy": cross.item(),
    }


def underflows(case):
    joint = np.asarray(case.inputs["joint"], dtype=np.float64)
    return bool((joint[np.outer(joint.sum(axis=1), joint.sum(axis=0)) == 0] > 0).any())


@witness(SCIPY, "mutual-information", atol=1e-12, unless={"the product of the marginals underflows": underflows})
def information_by_scipy(joint):
    from scipy.special import rel_entr

    joint = array(joint)
    return max(rel_entr(joint, np.outer(joint.sum(axis=1), joint.sum(axis=0))).sum(), 0.0)


@witness(SKLEARN, "mutual-information", atol=1e-6)
def information_by_sklearn(joint):
    """scikit-learn wants counts: a thousand million draws that fell as they should."""
    from sklearn.metrics import mutual_info_score

    counts = np.rint(array(joint) * 1e9).astype(np.int64)
    return mutual_info_score(None, None, contingency=counts)
