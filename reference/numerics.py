"""References of the track numerics: NumPy only, shown beside an answer that passed."""

from __future__ import annotations

import math
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


def log_softmax(x: Any, axis: int = -1) -> np.ndarray:
    """Logarithm of softmax along one axis, with the largest logit at 0.

    log(exp(x_i) / sum_j exp(x_j)) = s_i - log(sum_j exp(s_j)) for s = x - m
    and every finite m. With m the maximum no exponent is above 0, the sum is
    at least 1, and nothing as large as m is added again. Source: Blanchard,
    Higham and Higham, Accurately computing the log-sum-exp and softmax
    functions, IMA Journal of Numerical Analysis 41(4), 2021.

    Args:
        x: Logits, any shape; floating, or integers, which become float64.
        axis: The axis along which exp of the result sums to 1.

    Returns:
        Log probabilities of the shape of `x`, in its floating dtype.
    """
    x = np.asarray(x)
    if x.dtype.kind != "f":
        x = x.astype(np.float64)
    s = x - np.max(x, axis=axis, keepdims=True)
    return s - np.log(np.sum(np.exp(s), axis=axis, keepdims=True))


def sigmoid(x: Any) -> np.ndarray:
    """1 / (1 + exp(-x)), entry by entry, exact in both tails.

    Multiplied above and below by exp(min(x, 0)) it is
    exp(min(x, 0)) / (1 + exp(-|x|)): no exponent is above 0, so nothing
    overflows, and nothing is subtracted from 1. Source: Higham, Accuracy and
    Stability of Numerical Algorithms, 2nd edition, SIAM 2002, section 1.7, on
    cancellation.

    Args:
        x: Any shape, a number too; floating, or integers, which become
            float64.

    Returns:
        Values from 0 to 1 of the shape of `x`, in its floating dtype.
    """
    x = np.asarray(x)
    if x.dtype.kind != "f":
        x = x.astype(np.float64)
    return np.exp(np.minimum(x, 0)) / (1 + np.exp(-np.abs(x)))


def float_format(exp_bits: int, man_bits: int) -> dict[str, float]:
    """Range and precision of a binary floating-point format.

    A number is 1.f * 2**(E - bias) with man_bits bits in f and exp_bits in E.
    E = 0 stands for 0.f * 2**(1 - bias), the subnormal numbers, and the
    largest E for infinities and NaN. ldexp(a, k) is a * 2**k without
    computing 2**k, which may overflow where the product does not. Source:
    IEEE 754-2019, section 3.

    Args:
        exp_bits: Bits of the exponent, from 2 to 11.
        man_bits: Stored bits of the significand, from 1 to 52.

    Returns:
        "max", "min_normal", "min_subnormal" and "eps", the spacing at 1.
    """
    bias = 2 ** (exp_bits - 1) - 1
    eps = math.ldexp(1.0, -man_bits)
    return {
        "max": math.ldexp(2 - eps, bias),
        "min_normal": math.ldexp(1.0, 1 - bias),
        "min_subnormal": math.ldexp(eps, 1 - bias),
        "eps": eps,
    }
