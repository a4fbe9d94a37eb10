"""Wrong answers, each with the smallest case that shows what is wrong with it."""

import numpy as np
import pytest

from grader.sample import draw, shrink
from grader.sample.cost import cost
from grader.sample.moves import draft_of
from grader.sample.render import Fitted, render

SEEDS = range(10)


def shifted(x):
    return np.exp(x - x.max(axis=-1, keepdims=True))


def softmax(x):
    return shifted(x) / shifted(x).sum(axis=-1, keepdims=True)


def softmax_naive(x):
    return np.exp(x) / np.exp(x).sum(axis=-1, keepdims=True)


def softmax_wrong_axis(x):
    e = np.exp(x - x.max(axis=0, keepdims=True))
    return e / e.sum(axis=0, keepdims=True)


def softmax_in_place(x):
    x -= x.max(axis=-1, keepdims=True)
    return softmax(x)


def softmax_one_maximum(x):
    e = np.exp(x - x.max())
    return e / e.sum(axis=-1, keepdims=True)


def softmax_eps(x):
    return shifted(x) / (shifted(x).sum(axis=-1, keepdims=True) + 1e-4)


def adam(w, g, m, v, t, lr, b1, b2, eps):
    m, v = b1 * m + (1 - b1) * g, b2 * v + (1 - b2) * g * g
    return w - lr * (m / (1 - b1**t)) / (np.sqrt(v / (1 - b2**t)) + eps), m, v


def adam_without_correction(w, g, m, v, t, lr, b1, b2, eps):
    m, v = b1 * m + (1 - b1) * g, b2 * v + (1 - b2) * g * g
    return w - lr * m / (np.sqrt(v) + eps), m, v


def variance(x):
    return ((x - x.mean(axis=0)) ** 2).mean(axis=0)


def variance_ddof_1(x):
    return ((x - x.mean(axis=0)) ** 2).sum(axis=0) / (len(x) - 1)


def step_at_zero(value):
    return lambda x: np.where(x > 0, 1.0, np.where(x == 0, value, 0.0))


def linear(X, W):
    return X @ W.T


def linear_for_square_only(X, W):
    return X @ W.T if W.shape[0] == W.shape[1] else (X @ W.T)[:, ::-1]


def ridge(X, y, lam):
    return np.linalg.solve(X.T @ X + lam * np.eye(X.shape[1]), X.T @ y)


def ridge_lam_times_n(X, y, lam):
    return ridge(X, y, len(X) * lam)


def gradients(params, x, y, *, over=None, mask=True):
    W1, b1, W2, b2 = (params[k] for k in ("W1", "b1", "W2", "b2"))
    z1 = x @ W1 + b1
    a1 = np.maximum(z1, 0)
    d2 = (softmax(a1 @ W2 + b2) - y) / (over or len(x))
    d1 = (d2 @ W2.T) * ((z1 > 0) if mask else 1)
    return {"W1": x.T @ d1, "b1": d1.sum(0), "W2": a1.T @ d2, "b2": d2.sum(0)}


def gradients_sum(params, x, y):
    return gradients(params, x, y, over=1)


def gradients_no_mask(params, x, y):
    return gradients(params, x, y, mask=False)


def near_relu_kink(case):
    i = case.inputs
    return bool((np.abs(i["x"] @ i["W1"] + i["b1"]) < 1e-9).any())


SOFTMAX = {
    "function": "softmax(x)", "dims": {"B": "1..6", "N": "1..6"},
    "inputs": {"x": {"shape": ["B", "N"], "range": [-5, 5], "extreme": [-2000, 2000]}},
}  # fmt: skip
ADAM = {
    "function": "adam(w, g, m, v, t, lr, b1, b2, eps)", "dims": {"N": "1..6"},
    "inputs": {
        "w": {"shape": ["N"]}, "g": {"shape": ["N"], "extreme": [-1e-5, 1e-5]}, "m": {"shape": ["N"]},
        "v": {"shape": ["N"], "range": [0, 2], "special": [0, 1], "nice": [1.0]}, "t": {"kind": "integer", "range": [1, 20]},
        "lr": {"range": [0.001, 0.1], "log": True, "nice": [0.1]}, "b1": {"range": [0.5, 0.95], "nice": [0.9]},
        "b2": {"range": [0.9, 0.999], "nice": [0.999]}, "eps": {"range": [1e-8, 1e-3], "log": True, "nice": [1e-8]},
    },
}  # fmt: skip
VARIANCE = {"function": "variance(x)", "dims": {"N": "2..8", "D": "1..4"}, "inputs": {"x": {"shape": ["N", "D"]}}}
STEP = {"function": "step(x)", "dims": {"N": "1..6"}, "inputs": {"x": {"shape": ["N"]}}}
LINEAR = {
    "function": "linear(X, W)", "dims": {"B": "1..5", "I": "1..5", "O": "1..5"},
    "inputs": {"X": {"shape": ["B", "I"]}, "W": {"shape": ["O", "I"]}},
}  # fmt: skip
RIDGE = {
    "function": "ridge(X, y, lam)", "dims": {"N": "1..6", "D": "1..4"},
    "inputs": {"X": {"shape": ["N", "D"]}, "y": {"shape": ["N"]}, "lam": {"range": [0.001, 10], "log": True}},
}  # fmt: skip
BACKPROP = {
    "function": "gradients(params, x, y)", "pack": {"params": ["W1", "b1", "W2", "b2"]},
    "dims": {"B": "1..4", "I": "1..4", "H": "1..5", "O": "2..4"},
    "inputs": {
        "x": {"shape": ["B", "I"]}, "y": {"shape": ["B", "O"], "kind": "one-hot"}, "W1": {"shape": ["I", "H"]},
        "b1": {"shape": ["H"]}, "W2": {"shape": ["H", "O"]}, "b2": {"shape": ["O"]},
    },
}  # fmt: skip
NICE = {"lr": 0.1, "b1": 0.9, "b2": 0.999, "eps": 1e-8}
ZEROS = {"x": [[0]], "y": [[1, 0]], "W1": [[0]], "b1": [0], "W2": [[0, 0]], "b2": [0, 0]}

# name: exercise, right, wrong, smallest case, most evaluations over ten seeds
BUGS = {
    "naive softmax overflows": (SOFTMAX, softmax, softmax_naive, {"x": [[710]]}, 80),
    "softmax over the wrong axis": (SOFTMAX, softmax, softmax_wrong_axis, {"x": [[0, 0]]}, 30),
    "softmax changes its input": (SOFTMAX, softmax, softmax_in_place, {"x": [[1]]}, 20),
    "one maximum for all rows": (SOFTMAX, softmax, softmax_one_maximum, {"x": [[0], [746]]}, 110),
    "an epsilon in the denominator": (SOFTMAX, softmax, softmax_eps, {"x": [[0]]}, 20),
    "Adam without bias correction": (
        ADAM, adam, adam_without_correction, {"w": [0], "g": [0], "m": [1], "v": [1], "t": 1} | NICE, 40,
    ),
    "ddof 1": (VARIANCE, variance, variance_ddof_1, {"x": [[0], [1]]}, 30),
    "wrong only where it is not square": (LINEAR, linear, linear_for_square_only, {"X": [[1]], "W": [[0], [1]]}, 60),
    "relu' at 0": (STEP, step_at_zero(0.0), step_at_zero(1.0), {"x": [0]}, 20),
    "sum in place of mean": (
        BACKPROP, gradients, gradients_sum, ZEROS | {"x": [[0], [0]], "y": [[1, 0], [1, 0]], "b1": [1]}, 70,
    ),
    "no relu mask": (BACKPROP, gradients, gradients_no_mask, ZEROS | {"b1": [-1], "W2": [[0, 1]]}, 80),
    "lam times n": (RIDGE, ridge, ridge_lam_times_n, {"X": [[0], [1]], "y": [0, 1], "lam": 1}, 60),
}  # fmt: skip


def plain(case):
    """Inputs as nested lists."""
    return {name: value.tolist() if isinstance(value, np.ndarray) else value for name, value in case.inputs.items()}


def fields_of(plan, case):
    return render(plan, draft_of(case), Fitted(case.latent.parts)).fields


@pytest.mark.parametrize("name", BUGS)
@pytest.mark.parametrize("seed", SEEDS)
def test_a_bug_is_found_and_ends_at_its_smallest_case(planned, judged, name, seed):
    fields, right, wrong, smallest, most = BUGS[name]
    plan = planned(**fields)
    near_kink = near_relu_kink if fields is BACKPROP else None
    judge = judged(plan, right, wrong)
    cases = draw(plan, seed, near_kink=near_kink)
    number, _ = judge.first_failing(cases)
    assert number <= 40
    found = shrink(plan, judge.worst(cases), judge.severity, near_kink=near_kink)
    assert plain(found) == smallest
    assert judge.error(found)[0] == judge.kind
    assert judge.evals <= most
    assert near_kink is None or not any(map(near_kink, judge.seen[1:]))


@pytest.mark.parametrize("name", BUGS)
def test_every_case_that_is_accepted_is_strictly_cheaper(planned, judged, name):
    fields, right, wrong, _, _ = BUGS[name]
    plan, near_kink = planned(**fields), near_relu_kink if fields is BACKPROP else None
    judge = judged(plan, right, wrong)
    case = judge.worst(draw(plan, 3, near_kink=near_kink))
    first = cost(plan, case, fields_of(plan, case))
    found = shrink(plan, case, judge.severity, near_kink=near_kink)
    assert cost(plan, found, fields_of(plan, found)) < first
    assert all(cost(plan, seen, fields_of(plan, seen)) < first for seen in judge.seen[1:])
