"""Optimization: the steps of torch.optim, with its state set to what a case begins with."""

import numpy as np
from witnessing import Library, witness

from witnesses.converting import tensor

SCIPY, SKLEARN, TORCH = Library


def stepped(at, optimizer, gradient):
    """One step with a gradient that is given."""
    at.grad = tensor(gradient)
    optimizer.step()


@witness(TORCH, "gradient-descent")
def descent_by_torch(grad_f, x0, lr=0.1, steps=100):
    import torch

    at = tensor(x0)
    sgd, points = torch.optim.SGD([at], lr=float(lr)), [at.numpy().copy()]
    for _ in range(steps):
        stepped(at, sgd, grad_f(at.numpy().copy()))
        points.append(at.numpy().copy())
    return points[-1], np.array(points)


@witness(TORCH, "adam-bias-correction", atol=1e-9)
def adam_by_torch(grad_f, x0, alpha=0.01, beta1=0.9, beta2=0.999, eps=1e-8, steps=100):
    import torch

    at = tensor(x0)
    adam = torch.optim.Adam([at], lr=float(alpha), betas=(beta1, beta2), eps=eps)
    for _ in range(steps):
        stepped(at, adam, grad_f(at.numpy().copy()))
    return at.numpy()


@witness(TORCH, "adam-step")
def adam_step_by_torch(theta, g, m, v, t, lr=1e-3, beta1=0.9, beta2=0.999, eps=1e-8):
    """Adam that has made t - 1 steps already."""
    import torch

    at = tensor(theta)
    adam = torch.optim.Adam([at], lr=float(lr), betas=(beta1, beta2), eps=eps)
    state = {"step": torch.tensor(float(t - 1)), "exp_avg": tensor(m), "exp_avg_sq": tensor(v)}
    adam.state[at] = state
    stepped(at, adam, g)
    return at.numpy(), state["exp_avg"].numpy(), state["exp_avg_sq"].numpy()


@witness(TORCH, "momentum-step", unless={"with mu = 0 it keeps no velocity": lambda case: case.inputs["mu"] == 0})
def momentum_by_torch(theta, grad, velocity, lr=0.01, mu=0.9):
    import torch

    at, buffer = tensor(theta), tensor(velocity)
    sgd = torch.optim.SGD([at], lr=float(lr), momentum=mu)
    sgd.state[at]["momentum_buffer"] = buffer
    stepped(at, sgd, grad)
    return at.numpy(), buffer.numpy()


@witness(TORCH, "minibatch-sgd")
def epoch_by_torch(grad_fn, w, X, y, lr, batch_size, rng):
    import torch

    at = tensor(w)
    sgd = torch.optim.SGD([at], lr=float(lr))
    for rows in torch.utils.data.BatchSampler(rng.permutation(len(X)).tolist(), int(batch_size), drop_last=False):
        stepped(at, sgd, grad_fn(at.numpy().copy(), X[rows], y[rows]))
    return at.numpy()
