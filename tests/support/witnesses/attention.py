"""Attention: PyTorch's own, its gradients, and softmax of SciPy."""

import numpy as np
from witnessing import Library, large, witness

from witnesses.converting import array, slope_anywhere, tensor

SCIPY, SKLEARN, TORCH = Library


def attended(Q, K, V, mask=None):
    """PyTorch tells the output alone; the weights are the output for values that are the rows of the identity."""
    import torch
    from torch.nn.functional import scaled_dot_product_attention

    rows = torch.eye(K.shape[-2], dtype=torch.float64).expand(*K.shape[:-1], -1)
    return tuple(scaled_dot_product_attention(Q, K, values, attn_mask=mask) for values in (V, rows))


def weighted(Q, K, V, mask=True):
    from scipy.special import softmax

    scores = np.einsum("...td,...sd->...ts", array(Q), array(K)) / np.shape(Q)[-1] ** 0.5
    weights = softmax(np.where(mask, scores, -np.inf), axis=-1)
    return np.einsum("...ts,...se->...te", weights, array(V)), weights


@witness(TORCH, "scaled-dot-product-attention", atol=1e-12)
def attention_by_torch(Q, K, V):
    return tuple(part.numpy() for part in attended(tensor(Q), tensor(K), tensor(V)))


@witness(SCIPY, "scaled-dot-product-attention", atol=1e-12)
def attention_by_scipy(Q, K, V):
    return weighted(Q, K, V)


def nothing_allowed(case):
    return not case.inputs["mask"].any(axis=-1).all()


@witness(TORCH, "masked-attention", atol=1e-12)
def masked_by_torch(Q, K, V, mask):
    """True means may attend, as in the exercise; a query that may attend to nothing gets zeros."""
    import torch

    return tuple(part.numpy() for part in attended(tensor(Q), tensor(K), tensor(V), torch.tensor(np.array(mask))))


@witness(SCIPY, "masked-attention", atol=1e-12, unless={"softmax of nothing but minus infinity is NaN": nothing_allowed})
def masked_by_scipy(Q, K, V, mask):
    return weighted(Q, K, V, mask)


@witness(TORCH, "attention-batched-transpose", atol=1e-12)
def scores_by_torch(Q, K):
    return (tensor(Q) @ tensor(K).mT / np.shape(Q)[-1] ** 0.5).numpy()


@witness(TORCH, "attention-backward", atol=1e-12)
def attention_grads_by_torch(dO, Q, K, V):
    import torch
    from torch.nn.functional import scaled_dot_product_attention

    at = tuple(tensor(x, grad=True) for x in (Q, K, V))
    return tuple(part.numpy() for part in torch.autograd.grad(scaled_dot_product_attention(*at), at, grad_outputs=tensor(dO)))


@witness(SCIPY, "attention-backward", atol=1e-6, unless={"rounding drowns the differences": large})
def attention_slopes_by_scipy(dO, Q, K, V):
    given = [array(x) for x in (Q, K, V)]

    def loss(place, at):
        return (array(dO) * weighted(*given[:place], at, *given[place + 1 :])[0]).sum()

    return tuple(slope_anywhere(lambda at, place=place: loss(place, at), x) for place, x in enumerate(given))
