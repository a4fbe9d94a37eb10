"""Arguments as libraries want them, and derivatives by SciPy and PyTorch."""

import numpy as np


def array(x):
    """A float64 copy: what a library rounds to float32 or float16 on its way is not what is compared."""
    return np.array(x, dtype=np.float64)


def tensor(x, grad=False):
    import torch

    return torch.tensor(array(x), requires_grad=grad)


def labels(y):
    import torch

    return torch.tensor(np.array(y, dtype=np.int64))


def pairs_along(u, v, compare):
    """`compare` for each pair of vectors along the last axes of two arrays that broadcast."""
    u, v = np.broadcast_arrays(array(u), array(v))
    flat = [compare(a, b) for a, b in zip(u.reshape(-1, u.shape[-1]), v.reshape(-1, u.shape[-1]), strict=True)]
    return np.array(flat).reshape(u.shape[:-1])


def slope(f, x, h=1e-5):
    """Derivatives of `f`, a number or a vector, at a vector: SciPy's forward differences, once ahead and once back."""
    from scipy.optimize import approx_fprime

    x = array(x)
    return (approx_fprime(x, f, h) + approx_fprime(x, f, -h)) / 2


def slope_anywhere(f, x, h=1e-5):
    """The same of a number, for an array of any shape."""
    shape = np.shape(x)
    return slope(lambda flat: f(flat.reshape(shape)), np.ravel(x), h).reshape(shape)


def gradients(loss, *at):
    """A loss and its gradients by PyTorch's autograd."""
    import torch

    return tuple(grad.numpy() for grad in torch.autograd.grad(loss, at))
