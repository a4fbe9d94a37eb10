"""Regression: scikit-learn's linear models, LAPACK's least squares, PyTorch's loss."""

import warnings

import numpy as np
from witnessing import Library, witness

from witnesses.converting import array, gradients, slope, tensor

SCIPY, SKLEARN, TORCH = Library


def uneven(case):
    return np.linalg.cond(case.inputs["X"].astype(float)) > 1e4


def huge(case):
    return np.max(np.abs(case.inputs["X"]), initial=0) > 1e6


CUT = {"it takes small singular values for zeros": uneven}


@witness(SKLEARN, "ols", atol=1e-9, unless=CUT)
def ols_by_sklearn(X, y):
    from sklearn.linear_model import LinearRegression

    return LinearRegression(fit_intercept=False).fit(array(X), array(y)).coef_


@witness(SCIPY, "ols", atol=1e-9)
def ols_by_lapack(X, y):
    from scipy.linalg import lstsq

    return lstsq(array(X), array(y), lapack_driver="gelsy")[0]


@witness(TORCH, "ols", atol=1e-9)
def ols_by_torch(X, y):
    import torch

    return torch.linalg.lstsq(tensor(X), tensor(y)[:, None], driver="gels").solution[:, 0].numpy()


@witness(SKLEARN, "ols-intercept", atol=1e-9, unless=CUT)
def line_by_sklearn(X, y):
    from sklearn.linear_model import LinearRegression

    model = LinearRegression().fit(array(X), array(y))
    return model.coef_, model.intercept_


@witness(SKLEARN, "ridge-normal-equation", atol=1e-9)
def ridge_by_sklearn(X, y, lam=1.0):
    from sklearn.linear_model import Ridge

    return Ridge(alpha=lam, fit_intercept=False, solver="svd").fit(array(X), array(y)).coef_


@witness(SCIPY, "ridge-normal-equation", atol=1e-9)
def ridge_by_more_rows(X, y, lam=1.0):
    """Least squares with the penalty written as further samples."""
    from scipy.linalg import lstsq

    d = np.shape(X)[1]
    return lstsq(np.vstack([array(X), np.sqrt(lam) * np.eye(d)]), np.concatenate([array(y), np.zeros(d)]))[0]


def stops_early(case):
    return case.inputs["tol"] > 1e-9


@witness(
    SKLEARN,
    "lasso-coordinate-descent",
    atol=1e-8,
    unless={
        "it stops by the duality gap, not when weights rest": stops_early,
        "it makes a sweep at least": lambda case: case.inputs["max_iter"] == 0,
    },
)
def lasso_by_sklearn(X, y, lam, max_iter=1000, tol=1e-12):
    """Its objective is divided by 2n, so that alpha = lambda / (2n)."""
    from sklearn.linear_model import Lasso

    model = Lasso(alpha=lam / (2 * len(y)), fit_intercept=False, max_iter=max_iter, tol=0.0 if max_iter < 1000 else 1e-14)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # that few sweeps do not converge is the point
        return model.fit(array(X), array(y)).coef_


@witness(SKLEARN, "mse-loss-and-grad", atol=1e-7, unless={"differences of huge losses show no slope": huge})
def mse_by_sklearn(X, y, w):
    """Its loss, and differences of it."""
    from sklearn.metrics import mean_squared_error

    def loss(weights):
        return mean_squared_error(array(y), array(X) @ weights)

    return loss(array(w)), slope(loss, w)


@witness(TORCH, "mse-loss-and-grad")
def mse_by_torch(X, y, w):
    from torch.nn.functional import mse_loss

    at = tensor(w, grad=True)
    loss = mse_loss(tensor(X) @ at, tensor(y))
    return loss.item(), gradients(loss, at)[0]


@witness(TORCH, "soft-threshold")
def shrink_by_torch(x, t):
    from torch.nn.functional import softshrink

    return softshrink(tensor(x), float(t)).numpy()


@witness(TORCH, "lasso-ista", atol=1e-9, unless={"a matrix of zeros has no step": lambda case: not case.inputs["X"].any()})
def ista_by_torch(X, y, lam, num_iters=500):
    """A step of SGD along autograd's gradient, then softshrink."""
    import torch
    from torch.nn.functional import mse_loss, softshrink

    X, y, w = tensor(X), tensor(y), torch.zeros(np.shape(X)[1], dtype=torch.float64, requires_grad=True)
    step = 1 / (2 * torch.linalg.matrix_norm(X, 2).item() ** 2)
    sgd = torch.optim.SGD([w], lr=step)
    for _ in range(num_iters):
        sgd.zero_grad()
        mse_loss(X @ w, y, reduction="sum").backward()
        sgd.step()
        with torch.no_grad():
            w.copy_(softshrink(w, lam * step))
    return w.detach().numpy()
