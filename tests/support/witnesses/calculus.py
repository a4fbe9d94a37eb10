"""Calculus: SciPy's finite differences and eigenvalues, PyTorch's autograd."""

import numpy as np
from witnessing import Library, large, witness

from witnesses.converting import array, gradients, slope, slope_anywhere, tensor

SCIPY, SKLEARN, TORCH = Library


def kind_of(values, tol):
    zero = np.abs(values) <= tol * np.abs(values).max()
    up, down = ((values > 0) & ~zero).any(), ((values < 0) & ~zero).any()
    if up and down:
        return "saddle"
    if zero.any():
        return "inconclusive"
    return "minimum" if up else "maximum"


@witness(SCIPY, "classify-critical-point")
def kind_by_lapack(H, tol=1e-8):
    from scipy.linalg import eigvalsh

    return kind_of(eigvalsh(array(H)), tol)


@witness(TORCH, "classify-critical-point")
def kind_by_torch(H, tol=1e-8):
    import torch

    return kind_of(torch.linalg.eigvalsh(tensor(H)).numpy(), tol)


@witness(SCIPY, "numerical-gradient", atol=1e-8)
def gradient_by_scipy(f, x, h=1e-5):
    return slope_anywhere(f, x, h)


@witness(SCIPY, "numerical-jacobian", atol=1e-8)
def jacobian_by_scipy(f, x, h=1e-5):
    return np.atleast_2d(slope(lambda point: array(f(point)), x, h))


@witness(SCIPY, "numerical-hessian", atol=1e-5)
def hessian_by_scipy(f, x, h=1e-4):
    """Central differences of central differences; on the diagonal, where these step twice as far, one ahead of one back."""
    from scipy.optimize import approx_fprime

    def difference(step):
        return lambda point: approx_fprime(point, f, step)

    x = array(x)
    mixed = slope(lambda point: (difference(h)(point) + difference(-h)(point)) / 2, x, h).reshape(x.size, x.size)
    np.fill_diagonal(mixed, (difference(h)(x) - difference(-h)(x)) / h)
    return mixed


@witness(SCIPY, "quadratic-form-gradient", atol=1e-7, unless={"the rounding of f drowns its differences": large})
def quadratic_by_scipy(A, b, x):
    A, b = array(A), array(b)
    return slope(lambda point: point @ A @ point + b @ point, x)


@witness(TORCH, "quadratic-form-gradient")
def quadratic_by_torch(A, b, x):
    at = tensor(x, grad=True)
    return gradients(at @ tensor(A) @ at + tensor(b) @ at, at)[0]
