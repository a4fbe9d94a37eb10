"""Wrong answers, each with the smallest case that shows what is wrong with it."""

import math

import numpy as np
import pytest

from grader.model.enums import Layout, Stratum
from grader.sample import Budget, draw, shrink
from grader.sample.cost import cost
from grader.sample.moves import draft_of
from grader.sample.render import Fitted, render

SEEDS = range(10)
nan, inf = math.nan, math.inf


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


def test_shrinking_twice_changes_nothing(planned, judged):
    plan = planned(**SOFTMAX)
    judge = judged(plan, softmax, softmax_naive)
    found = shrink(plan, judge.worst(draw(plan, 0)), judge.severity)
    assert plain(shrink(plan, found, judge.severity)) == plain(found)


def test_a_case_that_does_not_fail_stays_as_it_is(planned):
    plan = planned(**SOFTMAX)
    case = draw(plan, 0)[0]
    assert shrink(plan, case, lambda cases: [None] * len(cases)) is case


def test_the_kind_of_failure_and_a_visible_error_are_the_callers_and_kept(planned):
    """An error that shrinks with the input stays above a tenth of the start, or one percent."""
    plan = planned("f(x)", {"x": {"shape": [1], "range": [0, 1000]}})
    for start, least in ((0.05, 0.005), (0.5, 0.01), (inf, 0.01)):
        case = next(case for case in draw(plan, 0) if case.inputs["x"][0] > 500)

        def severity(cases, start=start, size=case.inputs["x"][0]):
            return [start if c.inputs["x"][0] == size else 0.001 * c.inputs["x"][0] for c in cases]

        assert shrink(plan, case, severity).inputs["x"][0] == least * 1000


@pytest.mark.parametrize("evals", [0, 1, 5, 37])
def test_a_budget_of_evaluations_is_kept(planned, judged, evals):
    plan = planned(**BACKPROP)
    judge = judged(plan, gradients, gradients_no_mask)
    case = judge.worst(draw(plan, 0))
    shrink(plan, case, judge.severity, Budget(evals=evals))
    assert judge.evals <= max(evals, 1)


def test_when_time_is_up_the_best_so_far_comes_back(planned, judged):
    plan = planned(**SOFTMAX)
    judge = judged(plan, softmax, softmax_naive)
    case = judge.worst(draw(plan, 0))
    assert shrink(plan, case, judge.severity, Budget(seconds=0.0)) is case


def test_batches_grow_while_nothing_is_accepted(planned):
    plan, sizes = planned(**BACKPROP), []

    def severity(cases):
        sizes.append(len(cases))
        return [1.0 if len(sizes) == 1 else None for _ in cases]

    shrink(plan, next(case for case in draw(plan, 0) if case.dims["B"] * case.dims["H"] == 20), severity)
    assert sizes[0] == 1
    assert set(sizes) >= {4, 8, 16, 32}
    assert max(sizes) == 32


def test_layout_dtype_axes_and_defaults_become_the_usual_ones_where_the_failure_allows(planned):
    inputs = {
        "x": {"shapes": [["N"], ["B", "N"], ["A", "B", "N"]], "dtypes": ["float64", "float32", "int64"]},
        "axis": {"axis_of": "x"},
    }
    plan = planned("f(x, axis=-1)", inputs, dims={"A": "1..3", "B": "1..3", "N": "1..3"})
    for case in draw(plan, 0):
        found = shrink(plan, case, lambda cases: [1.0] * len(cases))
        assert (found.layout, found.dtype, found.omitted) == (Layout.CONTIGUOUS, "float64", ("axis",))
        assert (found.inputs["x"].tolist(), found.inputs["x"].dtype.name) == ([0.0], "float64")


def test_what_the_failure_needs_stays(planned):
    inputs = {"x": {"shapes": [["N"], ["B", "N"]], "dtypes": ["float64", "float32"]}, "axis": {"axis_of": "x"}}
    plan = planned("f(x, axis=-1)", inputs, dims={"B": "1..3", "N": "1..3"})

    def fails(case):
        return case.dtype == "float32" and case.layout is Layout.STRIDED and case.inputs["x"].ndim == 2 and case.inputs["axis"] == 0

    case = next(case for seed in range(20) for case in draw(plan, seed) if fails(case))
    found = shrink(plan, case, lambda cases: [1.0 if fails(c) else None for c in cases])
    assert fails(found)
    assert found.inputs["x"].tolist() == [[0.0]]


def test_numbers_are_plain_in_the_dtype_they_are_stored_in(planned):
    plan = planned("f(x)", {"x": {"shape": [1], "dtypes": ["float32"], "range": [0.01, 0.99]}})

    def severity(cases):
        return [1.0 if 0.09 < c.inputs["x"][0] < 0.12 else None for c in cases]

    case = next(c for seed in range(99) for c in draw(plan, seed) if 0.09 < c.inputs["x"][0] < 0.12)
    assert shrink(plan, case, severity).inputs["x"][0] == np.float32(0.1)


def test_large_numbers_end_at_a_power_of_ten_or_two_digits(planned):
    plan = planned("f(x)", {"x": {"shape": [1], "range": [1, 10], "extreme": [1, 1e300], "log": True}})

    def severity(cases):
        return [1.0 if c.inputs["x"][0] > 1.34e154 else None for c in cases]

    case = next(c for c in draw(plan, 0) if c.inputs["x"][0] > 1e200)
    assert 1.34e154 < shrink(plan, case, severity).inputs["x"][0] <= 1.5e154


def test_infinite_entries_stay_only_where_they_are_needed(planned):
    plan = planned("f(x)", {"x": {"shape": ["N"], "special": [-inf]}}, dims={"N": "2..5"})

    def severity(cases):
        return [1.0 if np.isinf(c.inputs["x"]).any() else None for c in cases]

    case = next(c for c in draw(plan, 0) if np.isinf(c.inputs["x"]).all())
    assert sorted(shrink(plan, case, severity).inputs["x"].tolist()) == [-inf, 0.0]


def test_conditions_stay_met(planned):
    plan = planned(
        "f(A, k)", {"A": {"shape": ["M", "N"]}, "k": {"kind": "integer", "range": [1, "N"]}},
        dims={"M": "1..6", "N": "1..6"}, where=["M >= N", "matrix_rank(A) == N"],
    )  # fmt: skip
    seen = []

    def severity(cases):
        seen.extend(cases)
        return [1.0 if c.dims["N"] >= 2 else None for c in cases]

    case = next(c for c in draw(plan, 0) if c.dims["N"] > 3)
    found = shrink(plan, case, severity)
    assert sorted(found.inputs["A"].ravel().tolist()) == [0, 0, 1, 1]
    assert found.inputs["k"] == 1
    for c in seen:
        assert c.dims["M"] >= c.dims["N"] == np.linalg.matrix_rank(c.inputs["A"])
        assert 1 <= c.inputs["k"] <= c.dims["N"]


EDGE = {"dims": {"B": "1..3", "N": "1..4"}, "inputs": {"x": {"shape": ["B", "N"]}, "C": {"kind": "spd", "shape": ["N", "N"]}}}


def edge(planned, **given):
    plan = planned("f(x, C)", **EDGE, edge_cases=[{"name": "it"} | given])
    return plan, draw(plan, 0, 0)[0]


def test_an_edge_case_is_shrunk_from_the_values_given(planned):
    plan, case = edge(planned, x=[[1e4, -7.0, 3.0], [0.5, 0.25, 9.0]])

    def severity(cases):
        return [1.0 if c.inputs["x"].max() > 700 else None for c in cases]

    found = shrink(plan, case, severity)
    assert (found.inputs["x"].tolist(), found.inputs["C"].tolist()) == ([[10000.0]], [[1.0]])
    assert (found.name, found.stratum) == ("it", Stratum.EDGE)


def test_entries_that_an_author_gave_stay_valid_and_no_others_outside_the_range(planned):
    plan, case = edge(planned, x=[[inf, 50.0, 2.0]])
    seen = []

    def severity(cases):
        seen.extend(cases)
        return [1.0] * len(cases)

    assert shrink(plan, case, severity).inputs["x"].tolist() == [[0.0]]
    assert {v for c in seen for v in c.inputs["x"].ravel().tolist() if not -3 <= v <= 3} <= {inf, 50.0}


def test_a_matrix_that_an_author_gave_keeps_its_kind(planned):
    seen = []

    def severity(cases):
        seen.extend(cases)
        return [1.0 if c.inputs["C"].max() == 5 else None for c in cases]

    plan, case = edge(planned, C=[[4.0, 1.0, 0.0], [1.0, 5.0, 2.0], [0.0, 2.0, 3.0]])
    found = shrink(plan, case, severity)
    assert found.inputs["C"].tolist() == [[5.0]]
    assert all((np.linalg.eigvalsh(c.inputs["C"]) > 0).all() for c in seen)


def test_given_values_keep_their_dtype(planned):
    plan, case = edge(planned, x={"value": [[100, 100]], "dtype": "int8"})
    found = shrink(plan, case, lambda cases: [1.0 if c.inputs["x"].dtype == np.int8 else None for c in cases])
    assert (found.inputs["x"].tolist(), found.inputs["x"].dtype.name) == ([[0]], "int8")


def test_cases_with_an_expected_value_and_invalid_ones_stay_as_they_are(planned):
    plan = planned(
        "f(x)", {"x": {"shape": ["N"]}}, dims={"N": "1..4"},
        edge_cases=[{"name": "a", "x": [3.0, 4.0], "expect": 5.0}], raises=[{"name": "b", "x": [[1.0]]}],
    )  # fmt: skip
    for case in draw(plan, 0, 0):
        assert shrink(plan, case, lambda cases: [1.0] * len(cases)) is case


def test_a_case_without_latents_is_shrunk_from_its_inputs(planned, judged):
    """As a cache gives it back."""
    import msgspec

    plan = planned(**SOFTMAX)
    judge = judged(plan, softmax, softmax_naive)
    bare = msgspec.structs.replace(judge.worst(draw(plan, 0)), latent=None)
    assert plain(shrink(plan, bare, judge.severity)) == {"x": [[710]]}


def test_a_large_array_is_cut_within_the_budget(planned):
    plan, evals = (
        planned("f(x)", {"x": {"shape": ["N"]}}, dims={"N": "1..5"}, edge_cases=[{"name": "it", "x": "arange(3000) / 7"}]),
        [],
    )

    def severity(cases):
        evals.extend(cases)
        return [1.0 if len(c.inputs["x"]) and c.inputs["x"].max() > 0.5 else None for c in cases]

    found = shrink(plan, draw(plan, 0, 0)[0], severity)
    assert found.inputs["x"].tolist() == [1.0]
    assert len(evals) <= 300
