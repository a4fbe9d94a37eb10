"""Networks: torch.nn.functional and autograd; losses of SciPy and scikit-learn with SciPy's differences."""

import numpy as np
from witnessing import Library, empty, large, witness

from witnesses.converting import array, gradients, labels, slope, slope_anywhere, tensor

SCIPY, SKLEARN, TORCH = Library
NAMES = ("W1", "b1", "W2", "b2")


@witness(SKLEARN, "linear-layer-forward", unless={"scikit-learn wants a sample": empty})
def layer_by_sklearn(X, W, b):
    """A linear model with several outputs whose weights are set."""
    from sklearn.linear_model import LinearRegression

    model = LinearRegression()
    model.coef_, model.intercept_ = array(W), array(b)
    return model.predict(array(X))


@witness(TORCH, "linear-layer-forward")
def layer_by_torch(X, W, b):
    from torch.nn.functional import linear

    return linear(tensor(X), tensor(W), tensor(b)).numpy()


@witness(SCIPY, "linear-layer-backward", unless={"BLAS takes no empty matrices": empty})
def layer_backward_by_blas(dY, X, W):
    from scipy.linalg.blas import dgemm, dgemv

    dY, X, W = array(dY), array(X), array(W)
    return dgemm(1.0, dY, W), dgemm(1.0, dY, X, trans_a=1), dgemv(1.0, dY, np.ones(len(dY)), trans=1)


@witness(TORCH, "linear-layer-backward")
def layer_backward_by_torch(dY, X, W):
    import torch
    from torch.nn.functional import linear

    at = tensor(X, grad=True), tensor(W, grad=True), tensor(np.zeros(len(W)), grad=True)
    return tuple(grad.numpy() for grad in torch.autograd.grad(linear(*at), at, grad_outputs=tensor(dY)))


@witness(TORCH, "relu-backward")
def relu_by_torch(dout, x):
    import torch
    from torch.nn.functional import relu

    at = tensor(x, grad=True)
    return torch.autograd.grad(relu(at), at, grad_outputs=tensor(dout))[0].numpy()


@witness(SCIPY, "cross-entropy-loss")
def loss_by_scipy(logits, labels):
    from scipy.special import log_softmax

    return -np.mean(log_softmax(array(logits), axis=1)[np.arange(len(labels)), np.asarray(labels, dtype=np.intp)])


def unlikely(case):
    return np.ptp(case.inputs["logits"], axis=1).max() > 30


@witness(
    SKLEARN,
    "cross-entropy-loss",
    unless={
        "it takes probabilities, and cuts them off at 2e-16": unlikely,
        "it wants two classes": lambda case: case.inputs["logits"].shape[1] < 2,
    },
)
def loss_by_sklearn(logits, labels):
    from scipy.special import softmax
    from sklearn.metrics import log_loss

    return log_loss(np.asarray(labels, dtype=np.int64), softmax(array(logits), axis=1), labels=range(np.shape(logits)[1]))


@witness(TORCH, "cross-entropy-loss")
def loss_by_torch(logits, labels):
    import torch
    from torch.nn.functional import cross_entropy

    return cross_entropy(tensor(logits), torch.tensor(np.array(labels, dtype=np.int64))).item()


@witness(SCIPY, "cross-entropy-grad", atol=1e-7)
def loss_slope_by_scipy(logits, labels):
    return slope_anywhere(lambda z: loss_by_scipy(z, labels), logits)


@witness(TORCH, "cross-entropy-grad")
def loss_grad_by_torch(logits, labels):
    import torch
    from torch.nn.functional import cross_entropy

    at = tensor(logits, grad=True)
    return gradients(cross_entropy(at, torch.tensor(np.array(labels, dtype=np.int64))), at)[0]


@witness(SCIPY, "softmax-jacobian", atol=1e-7)
def jacobian_by_scipy(z):
    from scipy.special import softmax

    rows = [np.atleast_2d(slope(softmax, row)) for row in array(z).reshape(-1, np.shape(z)[-1])]
    return np.array(rows).reshape(*np.shape(z), np.shape(z)[-1])


@witness(TORCH, "softmax-jacobian", unless={"no logits, no Jacobian": empty})
def jacobian_by_torch(z):
    import torch

    def softmax(row):
        return torch.nn.functional.softmax(row, dim=-1)

    rows = [torch.autograd.functional.jacobian(softmax, row) for row in tensor(z).reshape(-1, np.shape(z)[-1])]
    return torch.stack(rows).reshape(*np.shape(z), np.shape(z)[-1]).numpy()


@witness(SCIPY, "bce-with-logits")
def bce_by_scipy(z, y):
    from scipy.special import log_expit

    z, y = array(z), array(y)
    return -np.mean(y * log_expit(z) + (1 - y) * log_expit(-z))


@witness(TORCH, "bce-with-logits")
def bce_by_torch(z, y):
    from torch.nn.functional import binary_cross_entropy_with_logits

    return binary_cross_entropy_with_logits(tensor(z), tensor(y)).item()


@witness(SCIPY, "categorical-ce-debug")
def categorical_by_scipy(y_true, y_pred, eps=1e-12):
    from scipy.special import xlogy

    return -xlogy(array(y_true), np.maximum(array(y_pred), eps)).sum() / len(y_true)


@witness(TORCH, "categorical-ce-debug")
def categorical_by_torch(y_true, y_pred, eps=1e-12):
    import torch

    return (-torch.special.xlogy(tensor(y_true), tensor(y_pred).clamp(min=eps)).sum() / len(y_true)).item()


@witness(TORCH, "mlp-forward")
def network_by_torch(X, weights, biases, act=np.tanh):
    """The layers are PyTorch's; the activation is the one that is handed in."""
    from torch.nn.functional import linear

    hidden = [array(X)]
    for W, b in zip(weights, biases, strict=True):
        inputs = act(hidden[-1]) if len(hidden) > 1 else hidden[-1]
        hidden[-1] = inputs
        hidden.append(linear(tensor(inputs), tensor(W), tensor(b)).numpy())
    return hidden


def network_loss(X, y, W1, b1, W2, b2):
    from torch.nn.functional import cross_entropy, linear, relu

    return cross_entropy(linear(relu(linear(tensor(X), W1, b1)), W2, b2), labels(y))


@witness(TORCH, "backprop-two-layer-batched")
def network_grads_by_torch(params, X, y):
    at = [tensor(params[name], grad=True) for name in NAMES]
    loss = network_loss(X, y, *at)
    return loss.item(), dict(zip(NAMES, gradients(loss, *at), strict=True))


@witness(TORCH, "backprop-two-layer")
def sample_grads_by_torch(params, x, y):
    return network_grads_by_torch(params, np.asarray(x)[None], np.array([y]))


def near_kink(case):
    given = {name: array(value) for name, value in case.inputs.items()}
    inputs = given["X"] if "X" in given else given["x"][None]
    return np.abs(inputs @ given["W1"].T + given["b1"]).min() < 1e-3


KINKS = {"within reach of a kink differences are no derivatives": near_kink, "rounding drowns the differences": large}


@witness(SCIPY, "backprop-two-layer-batched", atol=1e-7, unless=KINKS)
def network_slopes_by_scipy(params, X, y):
    def loss(**changed):
        p = {name: array(params[name]) for name in NAMES} | changed
        return loss_by_scipy(np.maximum(array(X) @ p["W1"].T + p["b1"], 0) @ p["W2"].T + p["b2"], y)

    return loss(), {name: slope_anywhere(lambda at, name=name: loss(**{name: at}), params[name]) for name in NAMES}


@witness(SCIPY, "backprop-two-layer", atol=1e-7, unless=KINKS)
def sample_slopes_by_scipy(params, x, y):
    return network_slopes_by_scipy(params, np.asarray(x)[None], np.array([y]))


@witness(TORCH, "train-two-layer")
def step_by_torch(params, X, y, lr):
    import torch

    at = [tensor(params[name], grad=True) for name in NAMES]
    sgd = torch.optim.SGD(at, lr=float(lr))
    loss = network_loss(X, y, *at)
    loss.backward()
    sgd.step()
    return {name: value.detach().numpy() for name, value in zip(NAMES, at, strict=True)}, loss.item()


@witness(SCIPY, "weight-init-he")
def weights_by_scipy(fan_in, fan_out, rng):
    from scipy.stats import norm

    return norm.rvs(scale=np.sqrt(2 / fan_in), size=(fan_out, fan_in), random_state=rng)


@witness(TORCH, "weight-init-he")
def weights_by_torch(fan_in, fan_out, rng):
    """PyTorch's gain for ReLU; the stream is pinned by the exercise."""
    import torch

    return torch.nn.init.calculate_gain("relu") / fan_in**0.5 * rng.standard_normal((fan_out, fan_in))
