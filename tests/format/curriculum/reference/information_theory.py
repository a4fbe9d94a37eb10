"""References of the track information-theory: NumPy only. Results are in nats unless a base is given."""

from __future__ import annotations

import math

import numpy as np


def entropy(p, base=np.e):
    """`-sum p log p` with 0 log 0 = 0, never -0.0."""
    p = np.asarray(p, dtype=float)
    _check_distribution(p)
    p = p[p > 0]
    return max(float(-np.sum(p * np.log(p)) / np.log(base)), 0.0) + 0.0


def kl_divergence(p, q):
    """`sum p log(p / q)` with 0 log(0 / q) = 0 and p log(p / 0) = inf; at least 0."""
    p, q = np.asarray(p, dtype=float), np.asarray(q, dtype=float)
    if p.shape != q.shape:
        raise ValueError(f"two distributions over the same outcomes, not {p.shape} and {q.shape}")
    _check_distribution(p)
    _check_distribution(q)
    return _divergence(p, q)


def entropy_report(p, q):
    """Entropy of p, its divergence from q and their cross-entropy `-sum p log q`, all in nats; p and q are not checked."""
    p, q = np.asarray(p, dtype=float), np.asarray(q, dtype=float)
    p, q = p[p > 0], q[p > 0]
    impossible = bool(np.any(q == 0))
    return {
        "entropy": max(float(-np.sum(p * np.log(p))), 0.0) + 0.0,
        "kl": math.inf if impossible else _divergence(p, q),
        "cross_entropy": math.inf if impossible else max(float(-np.sum(p * np.log(q))), 0.0) + 0.0,
    }


def mutual_information(joint):
    """`sum P(x, y) log(P(x, y) / P(x) P(y))` for a table with X down and Y across; at least 0."""
    joint = np.asarray(joint, dtype=float)
    _check_distribution(joint)
    rows, columns = np.broadcast_arrays(joint.sum(axis=1, keepdims=True), joint.sum(axis=0, keepdims=True))
    seen = joint > 0
    cells, given_row = joint[seen], joint[seen] / rows[seen]
    return max(float(np.sum(cells * _log_ratio(given_row, columns[seen]))), 0.0) + 0.0


def _divergence(p, q):
    seen = p > 0
    p, q = p[seen], q[seen]
    if np.any(q == 0):
        return math.inf
    return max(float(np.sum(p * _log_ratio(p, q))), 0.0) + 0.0


def _log_ratio(a, b):
    """`log(a / b)` for 0 < a, b <= 1. The quotient is exact near 1; for a subnormal b it overflows, and logs are subtracted."""
    tiny = np.finfo(float).tiny
    return np.where(b < tiny, np.log(a) - np.log(b), np.log(a / np.maximum(b, tiny)))


def _check_distribution(p):
    # Written so that NaN fails it too.
    if not (p.size > 0 and np.all(p >= 0) and abs(p.sum() - 1) <= 1e-8):
        raise ValueError("probabilities of at least 0 that sum to 1")
