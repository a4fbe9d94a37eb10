"""References of the track interview: NumPy only, shown beside an answer that passed."""

from __future__ import annotations

import numpy as np


def hessian_bytes(d: int, itemsize: int) -> int:
    """The bytes of a full (d, d) Hessian, as NumPy counts them.

    Broadcasting one number to the shape (d, d) gives an array that reports
    the size of a full one and takes no memory.

    Args:
        d: Number of parameters.
        itemsize: Bytes of one entry: 2, 4 or 8.

    Returns:
        The number of bytes.
    """
    entry = np.zeros((), dtype=f"f{itemsize}")
    return np.broadcast_to(entry, (d, d)).nbytes


def low_rank_params(m: int, n: int, r: int) -> int:
    """The trainable numbers of an update B A, counted on the arrays themselves.

    Source: Hu et al., LoRA: low-rank adaptation of large language models,
    ICLR 2022, section 4.1.

    Args:
        m: Rows of the weight matrix.
        n: Its columns.
        r: Rank of the update.

    Returns:
        The number of entries of B, (m, r), and A, (r, n), together.
    """
    B, A = np.empty((m, r)), np.empty((r, n))
    return np.concatenate([B.ravel(), A.ravel()]).size


def predictive_value(prev: float, sens: float, spec: float) -> float:
    """P(ill | positive) by counting heads in a population of a million.

    Source: Gigerenzer and Hoffrage, How to improve Bayesian reasoning without
    instruction: frequency formats, Psychological Review 102(4), 1995.

    Args:
        prev: Share of the ill.
        sens: Share of the ill whose test is positive.
        spec: Share of the healthy whose test is negative.

    Returns:
        The share of the ill among those whose test is positive.
    """
    people = 1_000_000
    ill = np.rint(people * prev)
    found = np.rint(ill * sens)
    false_alarms = np.rint((people - ill) * (1 - spec))
    return found / (found + false_alarms)
