"""Numerics: scipy.special, and PyTorch's functions and formats."""

import numpy as np
from witnessing import Library, witness

from witnesses.converting import array, tensor

SCIPY, SKLEARN, TORCH = Library


@witness(SCIPY, "stable-softmax")
def softmax_by_scipy(x, axis=-1):
    from scipy.special import softmax

    return softmax(array(x), axis=axis)


@witness(TORCH, "stable-softmax")
def softmax_by_torch(x, axis=-1):
    from torch.nn.functional import softmax

    return softmax(tensor(x), dim=axis).numpy()


@witness(SCIPY, "log-softmax")
def log_softmax_by_scipy(x, axis=-1):
    from scipy.special import log_softmax

    return log_softmax(array(x), axis=axis)


@witness(TORCH, "log-softmax")
def log_softmax_by_torch(x, axis=-1):
    from torch.nn.functional import log_softmax

    return log_softmax(tensor(x), dim=axis).numpy()


@witness(SCIPY, "log-sum-exp")
def logsumexp_by_scipy(x, axis=-1, keepdims=False):
    from scipy.special import logsumexp

    return logsumexp(array(x), axis=axis, keepdims=keepdims)


@witness(TORCH, "log-sum-exp")
def logsumexp_by_torch(x, axis=-1, keepdims=False):
    import torch

    return torch.logsumexp(tensor(x), dim=axis, keepdim=keepdims).numpy()


@witness(SCIPY, "stable-sigmoid")
def sigmoid_by_scipy(x):
    from scipy.special import expit

    return expit(array(x))


@witness(TORCH, "stable-sigmoid")
def sigmoid_by_torch(x):
    import torch

    return torch.sigmoid(tensor(x)).numpy()


@witness(TORCH, "bf16-round", rtol=0.0)
def bf16_by_torch(x):
    import torch

    with np.errstate(over="ignore"):
        single = np.array(x, dtype=np.float32)
    return torch.tensor(single).to(torch.bfloat16).to(torch.float32).numpy()


def format_of(exp_bits, man_bits):
    """PyTorch's name of an IEEE format; None where it has none."""
    known = {(5, 2): "float8_e5m2", (5, 10): "float16", (8, 7): "bfloat16", (8, 23): "float32", (11, 52): "float64"}
    return known.get((int(exp_bits), int(man_bits)))


@witness(
    TORCH, "float-format-range", rtol=0.0, unless={"PyTorch has five such formats": lambda case: format_of(**case.inputs) is None}
)
def format_by_torch(exp_bits, man_bits):
    import torch

    info = torch.finfo(getattr(torch, format_of(exp_bits, man_bits)))
    # Numbers of this format next to 0, by their bits: finfo does not say the smallest subnormal number of all of them.
    return {
        "max": info.max,
        "min_normal": info.smallest_normal,
        "min_subnormal": info.smallest_normal * info.eps,
        "eps": info.eps,
    }
