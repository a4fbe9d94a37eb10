"""References of the track numerics: NumPy only.

float16 and float32 are computed in float64 and rounded once, at the end: a reference has to be nearer to the truth than answers.
"""

from __future__ import annotations

import math

import numpy as np


def logsumexp(x, axis=-1, keepdims=False):
    """`log sum exp(x)` along an axis, in the floating dtype of x; -inf for an empty slice, no warnings."""
    x, dtype = _wide(x)
    top = np.max(x, axis=axis, keepdims=True, initial=-np.inf)
    shift = np.where(np.isfinite(top), top, 0.0)
    total = np.sum(np.exp(_below(x, shift)), axis=axis, keepdims=True)
    log_total = np.log(total, out=np.full_like(total, -np.inf), where=total != 0)
    result = np.where(top == np.inf, np.inf, log_total + shift).astype(dtype)
    return result if keepdims else np.squeeze(result, axis=axis)


def softmax(x, axis=-1):
    """`exp(x) / sum exp(x)` along an axis, in the floating dtype of x, for slices with a finite entry; no warnings."""
    x, dtype = _wide(x)
    e = np.exp(_below(x, np.max(x, axis=axis, keepdims=True)))
    return (e / np.sum(e, axis=axis, keepdims=True)).astype(dtype)


def log_softmax(x, axis=-1):
    """`x - log sum exp(x)` along an axis, in the floating dtype of x; no warnings while differences of x fit that dtype."""
    x, dtype = _wide(x)
    shifted = x - np.max(x, axis=axis, keepdims=True)
    return (shifted - np.log(np.sum(np.exp(shifted), axis=axis, keepdims=True))).astype(dtype)


def sigmoid(x):
    """`1 / (1 + exp(-x))` in the floating dtype of x, both tails to full relative precision; no warnings."""
    x, dtype = _wide(x)
    e = np.exp(-np.abs(x))
    return np.where(x >= 0, 1 / (1 + e), e / (1 + e)).astype(dtype)


def float_format(exp_bits, man_bits):
    """Largest, smallest normal and smallest subnormal number of a binary format, and its spacing at 1; Python floats."""
    bias = 2 ** (exp_bits - 1) - 1
    eps = 2.0**-man_bits
    return {
        "max": math.ldexp(2 - eps, bias),
        "min_normal": math.ldexp(1.0, 1 - bias),
        "min_subnormal": math.ldexp(1.0, 1 - bias - man_bits),
        "eps": eps,
    }


def safe_divide(a, b, eps=1e-12):
    """`a / b` with |b| floored at eps (at least the smallest normal number) and its sign kept; +eps for both zeros.

    The dtype is NumPy's for a and b, in which a Python float gives way to an array; integers become float64.
    """
    dtype = np.result_type(*(v if isinstance(v, float | int) else np.asarray(v) for v in (a, b)))
    dtype = dtype if dtype.kind == "f" else np.dtype(float)
    a, b = np.asarray(a, dtype=dtype), np.asarray(b, dtype=dtype)
    floor = dtype.type(max(eps, float(np.finfo(dtype).tiny)))
    return a / np.where(np.abs(b) < floor, np.where(b < 0, -floor, floor), b)


def to_bf16(x):
    """x as float32, rounded to the nearest number with 8 significant bits, ties to even; every NaN becomes the default one."""
    x = np.array(x, dtype=np.float32)
    bits = np.atleast_1d(x).view(np.uint32)
    lowest_kept = (bits >> np.uint32(16)) & np.uint32(1)
    rounded = (bits + np.uint32(0x7FFF) + lowest_kept) & np.uint32(0xFFFF0000)
    return np.where(np.isnan(x), np.float32(np.nan), rounded.view(np.float32).reshape(x.shape))


def draw_bf16(draw, dims, inputs):
    """float32 by its bits: the upper half a corner (0, 1, largest, infinite, NaN) or any, the lower half at or beside a tie."""
    corners = [0x3F80, 0x0000, 0x8000, 0x0001, 0x7F7F, 0xFF7F, 0x7F80, 0xFF80, 0x7FFF, 0xFFFF]
    words = []
    for _ in range(dims["N"]):
        upper = draw.choice([*corners, None])
        upper = draw.integer(0, 0xFFFF) if upper is None else upper
        word = (upper << 16) | draw.choice([0x0000, 0x8000, 0x7FFF, 0x8001, 0xFFFF])
        # A NaN is made a quiet one: merely copying the other kind to float64 warns.
        words.append(word | 0x00400000 if word & 0x7FFFFFFF > 0x7F800000 else word)
    return np.array(words, dtype=np.uint32).view(np.float32)


def _wide(x):
    """x in float64, and the dtype to return: its own where it is floating, else float64."""
    x = np.asarray(x)
    return x.astype(float), (x.dtype if x.dtype.kind == "f" else np.dtype(float))


def _below(x, top):
    """`x - top`, for entries of at most `top`, without overflow: halved first, and cut off where exp is 0 anyway."""
    return 2 * np.minimum(np.maximum(x / 2 - top / 2, -1e4), 0.0)
