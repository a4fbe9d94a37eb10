"""References of the track attention: NumPy only.

Scales use `math.sqrt`: a Python float leaves float32 alone, where `np.sqrt` of an integer is a float64 that widens it.
"""

from __future__ import annotations

import math

import numpy as np


def attention(Q, K, V):
    """`softmax(Q K.T / sqrt(d)) V` over the last two axes, and the weights; Q (..., Tq, d), K (..., Tk, d), V (..., Tk, dv)."""
    S = scores(Q, K)
    W = np.exp(S - S.max(axis=-1, keepdims=True))
    W = W / W.sum(axis=-1, keepdims=True)
    return W @ V, W


def masked_attention(Q, K, V, mask):
    """Attention to the keys where `mask` is True; a query that may attend to none gets weights and output 0."""
    S = scores(Q, K)
    M = np.broadcast_to(np.asarray(mask, dtype=bool), S.shape)
    top = np.max(S, axis=-1, keepdims=True, where=M, initial=-np.inf)
    shifted = np.where(M, S - np.where(np.isfinite(top), top, 0), 0)
    E = np.where(M, np.exp(shifted), 0).astype(S.dtype)
    total = E.sum(axis=-1, keepdims=True)
    W = E / np.where(total > 0, total, 1).astype(S.dtype)
    return W @ V, W


def scores(Q, K):
    """`Q K.T / sqrt(d)` over the last two axes."""
    return Q @ np.swapaxes(K, -1, -2) / math.sqrt(Q.shape[-1])


def attention_backward(dO, Q, K, V):
    """Gradients of a loss at Q, K and V from the one at the output of `attention`; one head, no mask."""
    _, A = attention(Q, K, V)
    dA = dO @ V.T
    dS = A * (dA - np.sum(dA * A, axis=-1, keepdims=True)) / math.sqrt(Q.shape[-1])
    return dS @ K, dS.T @ Q, A.T @ dO
