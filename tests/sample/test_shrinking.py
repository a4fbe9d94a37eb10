"""What holds for shrinking whatever the bug is."""

import math

import msgspec
import numpy as np
import pytest

from grader.model.enums import Layout, Stratum
from grader.sample import Budget, draw, shrink
from grader.sample.bits import fold

inf = math.inf
SOFTMAX = {
    "function": "softmax(x)",
    "dims": {"B": "1..6", "N": "1..6"},
    "inputs": {"x": {"shape": ["B", "N"], "range": [-5, 5], "extreme": [-2000, 2000]}},
}


def softmax(x):
    e = np.exp(x - x.max(axis=-1, keepdims=True))
    return e / e.sum(axis=-1, keepdims=True)


def softmax_naive(x):
    return np.exp(x) / np.exp(x).sum(axis=-1, keepdims=True)


def plain(case):
    """Inputs as nested lists."""
    return {name: value.tolist() if isinstance(value, np.ndarray) else value for name, value in case.inputs.items()}


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
    plan = planned(**SOFTMAX)
    judge = judged(plan, softmax, softmax_naive)
    case = judge.worst(draw(plan, 0))
    shrink(plan, case, judge.severity, Budget(evals=evals))
    assert judge.evals <= max(evals, 1)


def test_when_time_is_up_the_best_so_far_comes_back(planned, judged):
    plan = planned(**SOFTMAX)
    judge = judged(plan, softmax, softmax_naive)
    case = judge.worst(draw(plan, 0))
    assert shrink(plan, case, judge.severity, Budget(seconds=0.0)) is case


def test_batches_grow_while_nothing_is_accepted(planned):
    plan, sizes = planned(**SOFTMAX), []

    def severity(cases):
        sizes.append(len(cases))
        return [1.0 if len(sizes) == 1 else None for _ in cases]

    shrink(plan, next(case for case in draw(plan, 0) if case.dims == {"B": 6, "N": 6} and case.stratum is Stratum.PLAIN), severity)
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


@pytest.mark.parametrize("seed", range(5))
def test_lengths_stay_in_their_ranges(planned, seed):
    inputs = {"x": {"shape": ["B", "N"]}, "y": {"shape": ["N", "K"]}}
    plan = planned("f(x, y)", inputs, dims={"B": "2..6", "N": "1..4", "K": "0..3"})
    seen = []

    def severity(cases):
        seen.extend(cases)
        return [1.0 if index == 0 or fold(seed, len(seen), index) % 3 == 0 else None for index in range(len(cases))]

    for case in draw(plan, seed, 30):
        shrink(plan, case, severity)
    assert all(low <= case.dims[name] <= high for case in seen for name, (low, high) in plan.dims.items())
    assert {case.dims["B"] for case in seen} == {2, 3, 4, 5, 6}


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
    assert (found.inputs["x"].tolist(), found.inputs["C"].tolist()) == ([[701.0]], [[1.0]])
    assert (found.name, found.stratum) == ("it", Stratum.EDGE)


def test_entries_that_an_author_gave_are_valid_and_what_lies_between_them_and_the_range(planned):
    plan, case = edge(planned, x=[[inf, 50.0, 2.0]])
    seen = []

    def severity(cases):
        seen.extend(cases)
        return [1.0] * len(cases)

    assert shrink(plan, case, severity).inputs["x"].tolist() == [[0.0]]
    assert all(-3 <= v <= 50 or v == inf for c in seen for v in c.inputs["x"].ravel().tolist())


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


@pytest.mark.parametrize("dtype", ["float64", "int64"])
def test_an_array_without_axes_stays_an_array(planned, dtype):
    plan = planned("f(x)", {"x": {"shape": [], "range": [-9, 9], "dtypes": [dtype]}})
    found = shrink(plan, draw(plan, 0)[0], lambda cases: [1.0 for case in cases])
    assert type(found.inputs["x"]) is np.ndarray
    assert (found.inputs["x"].shape, found.inputs["x"].dtype) == ((), dtype)
