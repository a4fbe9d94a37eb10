"""References of the track numerics: NumPy only, shown beside an answer that passed."""

from __future__ import annotations

import math
from fractions import Fraction
from typing import Any

import numpy as np


def softmax(x: np.ndarray, axis: int = -1) -> np.ndarray:
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
    if x.dtype.kind != "f":
        x = np.asarray(x, dtype=np.float64)
    e = np.exp(x - np.max(x, axis=axis, keepdims=True))
    return e / np.sum(e, axis=axis, keepdims=True)


def logsumexp(x: np.ndarray, axis: int = -1, keepdims: bool = False) -> np.ndarray:
    """log(sum(exp(x))) along one axis, with the largest entry taken out.

    m + log(sum(exp(x - m))) is the same number for every finite m; with m the
    maximum no exponent is above 0 and the sum is at least 1. An infinite
    maximum gives way to the largest finite number: inf - inf would be NaN.
    Source: Blanchard, Higham and Higham, Accurately computing the log-sum-exp
    and softmax functions, IMA Journal of Numerical Analysis 41(4), 2021.

    Args:
        x: Any shape; floating, or integers and booleans, which become
            float64.
        axis: The axis that is summed over; it may be empty.
        keepdims: Whether that axis stays, with length 1.

    Returns:
        An array in the floating dtype of `x`: -inf where the slice is empty
        or all -inf, inf where it holds inf.
    """
    if x.dtype.kind != "f":
        x = np.asarray(x, dtype=np.float64)
    m = np.nan_to_num(np.max(x, axis=axis, keepdims=True, initial=-np.inf))
    # Only beside an infinite maximum can x - m overflow, and the log be that of 0.
    with np.errstate(over="ignore", divide="ignore"):
        total = np.sum(np.exp(x - m), axis=axis, keepdims=True)
        result = m + np.log(total)
    return result if keepdims else np.squeeze(result, axis=axis)


def log_softmax(x: np.ndarray, axis: int = -1) -> np.ndarray:
    """Logarithm of softmax along one axis, with the largest logit at 0.

    log(exp(x_i) / sum_j exp(x_j)) = s_i - log(sum_j exp(s_j)) for s = x - m
    and every finite m. With m the maximum no exponent is above 0, the sum is
    at least 1, and nothing as large as m is added again. Source: Blanchard,
    Higham and Higham, Accurately computing the log-sum-exp and softmax
    functions, IMA Journal of Numerical Analysis 41(4), 2021.

    Args:
        x: Logits, any shape; floating, or int64, which gives float64.
        axis: The axis along which exp of the result sums to 1.

    Returns:
        Log probabilities of the shape of `x`, in its floating dtype.
    """
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
        x: Any shape, a number too; floating, or int64, which gives
            float64.

    Returns:
        Values from 0 to 1 of the shape of `x`, in its floating dtype.
    """
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


def safe_divide(a: Any, b: Any, eps: float = 1e-12) -> np.ndarray:
    """a / b, with |b| kept from falling below a floor.

    A denominator closer to 0 than the floor is replaced by the floor with its
    sign, both zeros by the positive floor; all others divide as they are. A
    floor below the smallest normal number of the dtype is raised to it: eps
    may round to 0 there, and the reciprocal of a smaller number overflow.
    Source: Micikevicius et al., Mixed precision training, ICLR 2018, on small
    numbers in half precision.

    Args:
        a: Numerators, any shape, or a number.
        b: Denominators, of a shape that broadcasts with that of `a`.
        eps: The floor asked for, above 0.

    Returns:
        Quotients in NumPy's floating dtype for `a` and `b`; float64 where
        both are integers.
    """
    dtype = np.result_type(a, b)
    if dtype.kind != "f":
        dtype = np.dtype(np.float64)
    floor = dtype.type(max(eps, np.finfo(dtype).tiny))
    b = np.asarray(b, dtype=dtype)
    # Adding 0.0 makes a positive zero of -0.0.
    return a / np.copysign(np.maximum(np.abs(b), floor), b + 0.0)


def to_bf16(x: Any) -> np.ndarray:
    """float32 rounded to the nearest BF16 number, ties to even.

    BF16 is the upper half of a float32, and the bit patterns of one sign are
    ordered like the numbers. So adding just below half of the lower half, and
    one more where the last bit kept is 1, carries into the upper half exactly
    when rounding goes up; the carry may run into the exponent, and to
    infinity. NaN is left out, because its bits could wrap around. Source:
    Kalamkar et al., A study of BFLOAT16 for deep learning training,
    arXiv:1905.12322, 2019.

    Args:
        x: Any shape, a number too; cast to float32 first.

    Returns:
        float32 of the shape of `x`: BF16 numbers, infinities and NaN.
    """
    x = np.asarray(x, dtype=np.float32)
    bits = x.view(np.uint32)
    last_kept = (bits >> 16) & 1
    rounded = (bits + (0x7FFF + last_kept)) & 0xFFFF0000
    return np.where(np.isnan(x), x, rounded.view(np.float32))


def to_bf16_by_scaling(x: Any) -> np.ndarray:
    """Round to BF16 as `to_bf16` does, by arithmetic in float64 instead of bits.

    Args:
        x: Any shape; cast to float32 first.

    Returns:
        float32 of the shape of `x`.
    """
    with np.errstate(over="ignore"):
        wide = np.asarray(x, dtype=np.float32).astype(np.float64)
        exponent = np.maximum(np.frexp(wide)[1], -125)
        spacing = np.ldexp(1.0, exponent - 8)
        return (np.rint(wide / spacing) * spacing).astype(np.float32)


def draw_bf16(draw: Any, dims: dict[str, int], inputs: dict[str, Any]) -> np.ndarray:  # noqa: ARG001
    """Draw float32 values by their bits: at, beside and between ties, at the ends of the range, and NaN."""
    uppers = [0x3F80, 0x3F81, 0xBF80, 0x4049, 0x0000, 0x8000, 0x0001, 0x0080, 0x7F7F, 0xFF7F, 0x7F80, 0xFF80, 0x7FFF, 0xFFFF]
    lowers = [0x0000, 0x8000, 0x7FFF, 0x8001, 0xFFFF, 0x4000, 0xC000]
    words = []
    for _ in range(dims["N"]):
        upper = draw.choice([*uppers, None, None, None])
        upper = draw.integer(0, 0xFFFF) if upper is None else upper
        word = upper << 16 | draw.choice(lowers)
        # Only a quiet NaN keeps its bits, and stays quiet, on the way through float64.
        words.append(word | 0x00400000 if word & 0x7FFFFFFF > 0x7F800000 else word)
    return np.array(words, dtype=np.uint32).view(np.float32).astype(draw.dtype)


def stored(terms: list[float], digits: int, **_: Any) -> float | str:
    """What a format holds of a number, or whether a + b == c in it, by exact fractions.

    Scaled so that it has `digits` binary digits before the point, a number is
    rounded to a whole one; Python's `round` takes ties to the even one.
    Source: IEEE Standard 754-2019, section 4.3.

    Args:
        terms: One decimal number, or a, b and c.
        digits: Significant binary digits; 11 is float16.

    Returns:
        The stored number, or "True" or "False".
    """

    def nearest(x: Fraction) -> Fraction:
        spacing = Fraction(2) ** (math.frexp(x)[1] - digits)
        return round(x / spacing) * spacing

    first, *others = (nearest(Fraction(str(term))) for term in terms)
    if others:
        return str(nearest(first + others[0]) == others[1])
    return math.inf if digits == 11 and first > 65504 else float(first)
