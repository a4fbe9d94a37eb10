"""Definitions and cases made in a line, and the four exercises of the spine with their references."""

import msgspec
import numpy as np

from grader.model.case import Case
from grader.model.content import CodeContent
from grader.model.enums import Layout, Stratum
from grader.truth import define


def content(truth, returns, inputs, **fields):
    """An exercise with only what truth reads. `inputs` are names, or specifications by name."""
    given = inputs if isinstance(inputs, dict) else {name: {} for name in inputs.split()}
    values = {
        "form": "code", "format": 1, "title": "t", "difficulty": "easy", "minutes": 1, "ask": "a",
        "function": f"f({', '.join(given)})", "inputs": given, "truth": truth, "returns": returns, "reference": "t.f",
    }  # fmt: skip
    return msgspec.convert(values | fields, CodeContent)


def definition(truth, returns, inputs, function=None, **fields):
    return define(content(truth, returns, inputs, **fields), function)


def case(dims=None, dtype="float64", name="case 1", **inputs):
    return Case(
        name=name, stratum=Stratum.PLAIN, dtype=dtype, layout=Layout.CONTIGUOUS, dims=dims or {}, inputs=inputs
    )  # fmt: skip


SOFTMAX = definition("e = exp(x)\np = e / sum(e, axis=-1, keepdims=True)", "p", "x")
RIDGE = definition(
    "w = solve(X.T @ X + lam * eye(D), X.T @ y)",
    "w",
    "X y lam",
    dims={"N": "1..6", "D": "1..4"},
    stability="loose",
    derive={"loss": "r = X @ w - y\nJ = sum(r * r) + lam * sum(w * w)", "zero": ["w"]},
)
ADAM = definition(
    """
m1 = b1 * m + (1 - b1) * g
v1 = b2 * v + (1 - b2) * g * g
w1 = w - lr * (m1 / (1 - b1 ** t)) / (sqrt(v1 / (1 - b2 ** t)) + eps)
""",
    ["w1", "m1", "v1"],
    {**{name: {} for name in "w g m v lr b1 b2 eps".split()}, "t": {"kind": "integer"}},
)
BACKPROP = definition(
    """
Z1 = X @ W1.T + b1
H = relu(Z1)
Z2 = H @ W2.T + b2
L = -mean(pick(log_softmax(Z2), y))
""",
    ["L", {"grad": "L", "wrt": ["W1", "b1", "W2", "b2"]}],
    {**{name: {} for name in "W1 b1 W2 b2 X".split()}, "y": {"kind": "label"}},
    pack={"params": ["W1", "b1", "W2", "b2"]},
)


def backprop_case(seed, B=2, N=3, H=4, C=2, **changes):
    rng = np.random.default_rng(seed)
    inputs = {
        "W1": rng.normal(size=(H, N)), "b1": rng.normal(size=H), "W2": rng.normal(size=(C, H)), "b2": rng.normal(size=C),
        "X": rng.normal(size=(B, N)), "y": rng.integers(0, C, B),
    }  # fmt: skip
    return case({"B": B, "N": N, "H": H, "C": C}, **(inputs | changes))


def ridge_case(seed, N=4, D=3, lam=0.3):
    rng = np.random.default_rng(seed)
    return case({"N": N, "D": D}, X=rng.normal(size=(N, D)), y=rng.normal(size=N), lam=lam)


def adam_case(seed, t=3, N=3, **changes):
    rng = np.random.default_rng(seed)
    inputs = {"w": rng.normal(size=N), "g": rng.normal(size=N), "m": rng.normal(size=N), "v": rng.uniform(size=N)}
    return case({"N": N}, **(inputs | {"t": t, "lr": 1e-3, "b1": 0.9, "b2": 0.999, "eps": 1e-8} | changes))


def softmax(given):
    x = given.inputs["x"]
    e = np.exp(x - np.max(x, axis=-1, keepdims=True))
    return e / np.sum(e, axis=-1, keepdims=True)


def ridge(given):
    X, y, lam = (given.inputs[name] for name in ("X", "y", "lam"))
    return np.linalg.solve(X.T @ X + lam * np.eye(X.shape[1]), X.T @ y)


def adam(given):
    w, g, m, v, t, lr, b1, b2, eps = (given.inputs[name] for name in "w g m v t lr b1 b2 eps".split())
    m1, v1 = b1 * m + (1 - b1) * g, b2 * v + (1 - b2) * g**2
    return w - lr * (m1 / (1 - b1**t)) / (np.sqrt(v1 / (1 - b2**t)) + eps), m1, v1


def backprop(given):
    W1, b1, W2, b2, X, y = (given.inputs[name] for name in "W1 b1 W2 b2 X y".split())
    B = len(X)
    Z1 = X @ W1.T + b1
    H = np.maximum(Z1, 0)
    Z2 = H @ W2.T + b2
    S = Z2 - Z2.max(axis=1, keepdims=True)
    lse = np.log(np.exp(S).sum(axis=1))
    loss = np.mean(lse - S[np.arange(B), y])
    D2 = np.exp(S - lse[:, None])
    D2[np.arange(B), y] -= 1
    D2 /= B
    D1 = (D2 @ W2) * (Z1 > 0)
    return float(loss), {"W1": D1.T @ X, "b1": D1.sum(axis=0), "W2": D2.T @ H, "b2": D2.sum(axis=0)}


SPINE = {
    "softmax": (SOFTMAX, lambda seed: case(x=np.random.default_rng(seed).uniform(-5, 5, (2, 3))), softmax),
    "ridge": (RIDGE, ridge_case, ridge),
    "adam": (ADAM, adam_case, adam),
    "backprop": (BACKPROP, backprop_case, backprop),
}


def floats(tree):
    """Leaves of mpmath numbers as floats, in the same tree."""
    if isinstance(tree, dict):
        return {key: floats(value) for key, value in tree.items()}
    if isinstance(tree, tuple | list):
        return type(tree)(map(floats, tree))
    return np.asarray(tree, dtype=float) if isinstance(tree, np.ndarray) else float(tree)
