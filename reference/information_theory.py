"""References of the track information-theory: NumPy only, shown beside an answer that passed."""

from __future__ import annotations

from typing import Any

import numpy as np

SUM_TOLERANCE = 1e-8


def entropy(p: Any, base: float = np.e) -> float:
    """Shannon's entropy -sum(p log p) of a distribution.

    p log p tends to 0 with p, so impossible outcomes are left out. Source:
    Shannon, A mathematical theory of communication, Bell System Technical
    Journal 27, 1948, section 6.

    Args:
        p: Probabilities, (K,).
        base: Of the logarithm, above 1: e gives nats, 2 gives bits.

    Returns:
        The entropy, at least 0, and not -0.0.

    Raises:
        ValueError: If `p` is not a distribution.
    """
    p = np.asarray(p)
    _check_distribution(p)
    p = p[p > 0]
    # 0.0 minus 0.0 is 0.0, where a minus sign in front would give -0.0.
    return 0.0 - np.sum(p * np.log(p)) / np.log(base)


def kl_divergence(p: Any, q: Any) -> float:
    """KL(p || q) = sum(p log(p / q)), in nats.

    Outcomes with p = 0 are left out: p log p tends to 0 with p. Among the
    others q = 0 makes the divergence infinite. The logarithms are subtracted
    because p / q overflows for a tiny q. Source: Kullback and Leibler, On
    information and sufficiency, Annals of Mathematical Statistics 22(1),
    1951.

    Args:
        p: Probabilities, (K,), the weights of the mean.
        q: Probabilities, (K,).

    Returns:
        The divergence, inf where p allows what q excludes.

    Raises:
        ValueError: If `p` or `q` is not a distribution, or their lengths
            differ.
    """
    p, q = np.asarray(p), np.asarray(q)
    _check_distribution(p)
    _check_distribution(q)
    if p.shape != q.shape:
        raise ValueError("p and q differ in length")
    seen = p > 0
    p, q = p[seen], q[seen]
    with np.errstate(divide="ignore"):
        return np.sum(p * (np.log(p) - np.log(q)))


def entropy_report(p: Any, q: Any) -> dict[str, float]:
    """Entropy of p, divergence from q and cross-entropy, all in nats.

    H(p, q) = -sum(p log q) = H(p) + KL(p || q), term by term. Outcomes with
    p = 0 are left out of all three; among the others q = 0 gives inf.
    Source: Cover and Thomas, Elements of Information Theory, 2nd edition,
    Wiley 2006, sections 2.1 and 2.3.

    Args:
        p: Probabilities, (K,), the weights of all three means.
        q: Probabilities, (K,).

    Returns:
        The numbers under "entropy", "kl" and "cross_entropy".
    """
    p, q = np.asarray(p), np.asarray(q)
    seen = p > 0
    p, q = p[seen], q[seen]
    with np.errstate(divide="ignore"):
        log_p, log_q = np.log(p), np.log(q)
    return {
        "entropy": 0.0 - np.sum(p * log_p),
        "kl": np.sum(p * (log_p - log_q)),
        "cross_entropy": 0.0 - np.sum(p * log_q),
    }


def mutual_information(joint: np.ndarray) -> float:
    """I(X; Y) of a joint table, in nats.

    The mean of log(P(x, y) / (P(x) P(y))) over the cells that can happen.
    The logarithms are subtracted because P(x) P(y) underflows for two tiny
    factors. Source: Cover and Thomas, Elements of Information Theory, 2nd
    edition, Wiley 2006, section 2.3.

    Args:
        joint: Probabilities, (A, B): X down the rows, Y across.

    Returns:
        The mutual information, at least 0.

    Raises:
        ValueError: If `joint` is not a distribution over its cells.
    """
    _check_distribution(joint)
    row, column = np.nonzero(joint)
    p_xy = joint[row, column]
    p_x = np.sum(joint, axis=1)[row]
    p_y = np.sum(joint, axis=0)[column]
    return max(0.0, np.sum(p_xy * (np.log(p_xy) - np.log(p_x) - np.log(p_y))))


def _check_distribution(p: np.ndarray) -> None:
    """Raise ValueError unless `p` is nonnegative and sums to 1."""
    # Asked this way round, because every comparison with NaN is false.
    if not (np.all(p >= 0) and np.isclose(np.sum(p), 1, rtol=0, atol=SUM_TOLERANCE)):
        raise ValueError("not a distribution")
