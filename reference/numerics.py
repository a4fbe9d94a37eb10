"""References of the track numerics: NumPy only, shown beside an answer that passed."""

from __future__ import annotations

from typing import Any

import numpy as np


def softmax(x: Any, axis: int = -1) -> np.ndarray:
    """Softmax along one axis, with the largest logit of each slice at 0.

    The shift changes nothing in exact arithmetic and keeps every exponent at
    or below 0, so that exp cannot overflow and the sum is at least 1.
    Source: Blanchard, Higham and Higham, Accurately computing the log-sum-exp
    and softmax functions, IMA Journal of Numerical Analysis 41(4), 2021.

    Args:
        x: Logits, any shape; floating, or integers, which become float64.
        axis: The axis that sums to 1.

    Returns:
        Probabilities of the shape of `x`, in its floating dtype.
    """
    x = np.asarray(x)
    if x.dtype.kind != "f":
        x = x.astype(np.float64)
    e = np.exp(x - np.max(x, axis=axis, keepdims=True))
    return e / np.sum(e, axis=axis, keepdims=True)


def logsumexp(x: Any, axis: int = -1, keepdims: bool = False) -> np.ndarray:
    """log(sum(exp(x))) along one axis, with the largest entry taken out.

    m + log(sum(exp(x - m))) is the same number for every finite m; with m the
    maximum no exponent is above 0 and the sum is at least 1. A maximum that
    is infinite is not subtracted: it is the result. Source: Blanchard, Higham
    and Higham, Accurately computing the log-sum-exp and softmax functions,
    IMA Journal of Numerical Analysis 41(4), 2021.

    Args:
        x: Any shape; floating, or integers and booleans, which become
            float64.
        axis: The axis that is summed over; it may be empty.
        keepdims: Whether that axis stays, with length 1.

    Returns:
        An array in the floating dtype of `x`: -inf where the slice is empty
        or all -inf, inf where it holds inf.
    """
    x = np.asarray(x)
    if x.dtype.kind != "f":
        x = x.astype(np.float64)
    m = np.max(x, axis=axis, keepdims=True, initial=-np.inf)
    shift = np.where(np.isfinite(m), m, np.zeros_like(m))
    # Where m is inf, exp would overflow: that slice is inf already.
    e = np.exp(np.where(m < np.inf, x - shift, -np.inf).astype(x.dtype))
    total = np.sum(e, axis=axis, keepdims=True)
    log = np.log(total, out=np.full_like(total, -np.inf), where=total > 0)
    result = np.where(m < np.inf, shift + log, m)
    return result if keepdims else np.squeeze(result, axis=axis)
