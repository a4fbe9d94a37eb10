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
    p = _distribution(p)
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
        The divergence, at least 0, inf where p allows what q excludes.

    Raises:
        ValueError: If `p` or `q` is not a distribution, or their lengths
            differ.
    """
    p, q = _distribution(p), _distribution(q)
    if p.shape != q.shape:
        raise ValueError("p and q differ in length")
    seen = p > 0
    p, q = p[seen], q[seen]
    with np.errstate(divide="ignore"):
        return max(0.0, np.sum(p * (np.log(p) - np.log(q))))


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
    p, q = np.asarray(p, dtype=np.float64), np.asarray(q, dtype=np.float64)
    seen = p > 0
    p, q = p[seen], q[seen]
    with np.errstate(divide="ignore"):
        log_p, log_q = np.log(p), np.log(q)
    return {
        "entropy": 0.0 - np.sum(p * log_p),
        "kl": np.sum(p * (log_p - log_q)),
        "cross_entropy": 0.0 - np.sum(p * log_q),
    }


def mutual_information(joint: Any) -> float:
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
    joint = _distribution(joint)
    row, column = np.nonzero(joint)
    p_xy = joint[row, column]
    p_x = np.sum(joint, axis=1)[row]
    p_y = np.sum(joint, axis=0)[column]
    return max(0.0, np.sum(p_xy * (np.log(p_xy) - np.log(p_x) - np.log(p_y))))


def _distribution(p: Any) -> np.ndarray:
    """Return `p` in float64, or raise ValueError unless it is nonnegative and sums to 1."""
    p = np.asarray(p, dtype=np.float64)
    # Asked this way round, because every comparison with NaN is false.
    if not (np.all(p >= 0) and abs(np.sum(p) - 1) <= SUM_TOLERANCE):
        raise ValueError("not a distribution")
    return p
