# expect: PASS
import numpy as np


class Node:
    """A value that remembers how to hand its gradient back."""

    def __init__(self, value, parents=()):
        self.value, self.parents, self.grad = value, parents, 0

    def backward(self, grad):
        self.grad = self.grad + grad
        for parent, pull in self.parents:
            parent.backward(pull(grad))


def linear(x, w, b):
    return Node(
        x.value @ w.value.T + b.value,
        ((x, lambda g: g @ w.value), (w, lambda g: g.T @ x.value), (b, lambda g: g.sum(axis=0))),
    )


def relu(z):
    return Node(np.maximum(z.value, 0), ((z, lambda g: g * (z.value > 0)),))


def cross_entropy(z, y):
    rows = np.arange(len(y))
    gaps = z.value - z.value.max(axis=1, keepdims=True)
    e = np.exp(gaps)
    total = e.sum(axis=1, keepdims=True)

    def pull(g):
        d = e / total
        d[rows, y] -= 1
        return d * z.value.dtype.type(g / len(y))

    return Node((np.log(total[:, 0]) - gaps[rows, y]).mean(), ((z, pull),))


def two_layer_grads_batch(params, X, y):
    if not ((np.asarray(y) >= 0) & (np.asarray(y) < params["b2"].shape[0])).all():
        raise ValueError("label out of range")
    leaves = {name: Node(value) for name, value in params.items()}
    hidden = relu(linear(Node(X), leaves["W1"], leaves["b1"]))
    loss = cross_entropy(linear(hidden, leaves["W2"], leaves["b2"]), y)
    loss.backward(1.0)
    return loss.value, {name: leaf.grad for name, leaf in leaves.items()}
