"""References of the track attention: NumPy only, shown beside an answer that passed.

Scales use `math.sqrt`: a Python float leaves float32 alone, where `np.sqrt` of
an integer is a float64 scalar that widens it.
"""

from __future__ import annotations

import math

import numpy as np


def attention(Q: np.ndarray, K: np.ndarray, V: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Scaled dot-product attention over the last two axes.

    The weights are softmax(Q K^T / sqrt(d)) over the keys, the output is their
    product with V. The largest score of each query is taken out before the
    exponential, which changes no weight and keeps every exponent at most 0.
    Source: Vaswani et al., Attention is all you need, NeurIPS 2017, section
    3.2.1.

    Args:
        Q: Queries, (..., Tq, d).
        K: Keys, (..., Tk, d), at least one, with the leading axes of Q.
        V: Values, (..., Tk, dv).

    Returns:
        The output (..., Tq, dv) and the weights (..., Tq, Tk), in the dtype of
        the inputs.
    """
    S = Q @ np.swapaxes(K, -1, -2) / math.sqrt(Q.shape[-1])
    W = np.exp(S - S.max(axis=-1, keepdims=True))
    W = W / W.sum(axis=-1, keepdims=True)
    return W @ V, W


def masked_attention(Q: np.ndarray, K: np.ndarray, V: np.ndarray, mask: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Scaled dot-product attention to the keys that a mask allows.

    A score of minus infinity has the exponential 0, exactly. The maximum starts
    from the lowest finite number, so that a query without keys subtracts no
    infinity from another; the sum is at least 1 wherever a key is allowed, for
    the best one contributes exp(0), and a query without keys divides 0 by 1.
    Source: Vaswani et al., Attention is all you need, NeurIPS 2017, section
    3.2.3.

    Args:
        Q: Queries, (..., Tq, d).
        K: Keys, (..., Tk, d), at least one, with the leading axes of Q.
        V: Values, (..., Tk, dv), finite.
        mask: Booleans that broadcast to (..., Tq, Tk); True may be attended to.

    Returns:
        The output (..., Tq, dv) and the weights (..., Tq, Tk), in the dtype of
        Q, K and V; zeros for a query that may attend to no key.
    """
    S = np.where(mask, Q @ np.swapaxes(K, -1, -2) / math.sqrt(Q.shape[-1]), -np.inf)
    W = np.exp(S - S.max(axis=-1, keepdims=True, initial=np.finfo(S.dtype).min))
    W = W / np.maximum(W.sum(axis=-1, keepdims=True), 1)
    return W @ V, W


def score_spread(d: int, s_q: float, s_k: float) -> float:
    """Standard deviation of q . k, from the distribution of the score itself.

    Entries that are plus or minus their standard deviation with probability
    1/2 each stand for all distributions: a product is then plus or minus
    s_q s_k, and the distribution of the sum of d of them is a d-fold
    convolution. Source: Vaswani et al., Attention is all you need, NeurIPS
    2017, section 3.2.1.

    Args:
        d: Length of q and of k.
        s_q: Standard deviation of the entries of q.
        s_k: Standard deviation of the entries of k.

    Returns:
        The standard deviation of the sum of the d products.
    """
    probability = np.ones(1)
    for _ in range(d):
        probability = np.convolve(probability, [0.5, 0.0, 0.5])
    score = np.arange(-d, d + 1) * s_q * s_k
    mean = probability @ score
    return math.sqrt(probability @ (score - mean) ** 2)


def scores(Q: np.ndarray, K: np.ndarray) -> np.ndarray:
    """Scaled scores of attention: Q K^T / sqrt(d) over the last two axes.

    Entry (..., i, j) is the inner product of query i and key j over sqrt(d).
    Source: Vaswani et al., Attention is all you need, NeurIPS 2017, section
    3.2.1.

    Args:
        Q: Queries, (..., Tq, d).
        K: Keys, (..., Tk, d), with the leading axes of Q.

    Returns:
        Scores, (..., Tq, Tk), in the dtype of the inputs.
    """
    return Q @ np.swapaxes(K, -1, -2) / math.sqrt(Q.shape[-1])


def attention_backward(
    dO: np.ndarray,
    Q: np.ndarray,
    K: np.ndarray,
    V: np.ndarray,
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Gradients of a loss at Q, K and V, from its gradient at O = W V.

    W = softmax(S) with S = Q K^T / sqrt(d) is computed anew. Through the
    softmax of a row w comes w * (dw - sum(w * dw)): the weights of a row share
    one sum. Source: Dao et al., FlashAttention, NeurIPS 2022, appendix B.

    Args:
        dO: Gradient at the output, (Tq, dv).
        Q: Queries, (Tq, d).
        K: Keys, (Tk, d), at least one.
        V: Values, (Tk, dv).

    Returns:
        dQ (Tq, d), dK (Tk, d) and dV (Tk, dv), in the dtype of the inputs.
    """
    scale = math.sqrt(Q.shape[1])
    S = Q @ K.T / scale
    W = np.exp(S - S.max(axis=1, keepdims=True))
    W = W / W.sum(axis=1, keepdims=True)
    dW = dO @ V.T
    dS = W * (dW - (W * dW).sum(axis=1, keepdims=True))
    return dS @ K / scale, dS.T @ Q / scale, W.T @ dO
