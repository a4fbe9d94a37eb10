"""What a hundred cases hold."""

import numpy as np
import pytest

from grader.model.case import Function, Generator
from grader.model.enums import Layout, Stratum
from grader.model.errors import ContentError
from grader.sample import draw, draw_at

RANDOM = {Stratum.PLAIN, Stratum.INTEGER, Stratum.SPECIAL, Stratum.EXTREME, Stratum.TIE}

SOFTMAX = {
    "function": "softmax(x, axis=-1)",
    "dims": {"A": "1..3", "B": "1..6", "N": "1..6"},
    "inputs": {
        "x": {
            "shapes": [["N"], ["B", "N"], ["A", "B", "N"]],
            "range": [-5, 5],
            "extreme": [-2000, 2000],
            "dtypes": ["float64", "float32", "int64"],
        },
        "axis": {"axis_of": "x"},
    },
    "edge_cases": [{"name": "one logit", "x": [7.0]}, {"name": "minus infinity", "x": [0.0, -np.inf]}],
    "raises": [{"name": "no axis 3", "x": [1.0], "axis": 3}],
}


@pytest.mark.parametrize("seed", range(20))
def test_a_hundred_cases_hold_every_option(planned, seed):
    cases = draw(planned(**SOFTMAX), seed)[:100]
    assert {case.stratum for case in cases} == RANDOM
    assert {case.layout for case in cases} == set(Layout) - {Layout.LIST}
    assert {case.inputs["x"].ndim for case in cases} == {1, 2, 3}
    assert {case.inputs["x"].dtype.name for case in cases} == {"float64", "float32", "int64"}
    assert 55 <= sum(case.dtype == "float64" for case in cases) <= 75
    assert 0.2 <= sum(case.omitted == ("axis",) for case in cases) / 100 <= 0.5
    batches = [case.dims for case in cases if case.inputs["x"].ndim == 3]
    assert any(len(set(dims.values())) == 3 for dims in batches)
    assert any(len(set(dims.values())) == 1 and dims["N"] > 1 for dims in batches)
    for spread in (1, 6):
        assert any(case.dims["B"] == case.dims["N"] == spread for case in cases)


def test_every_stratum_meets_every_dtype_over_a_few_seeds(planned):
    plan = planned(**SOFTMAX)
    met = {(case.stratum, case.dtype) for seed in range(4) for case in draw(plan, seed)[:100]}
    assert met >= {(stratum, dtype) for stratum in RANDOM for dtype in ("float64", "float32", "int64")}


def test_every_choice_comes_up(planned):
    drawn = [case.inputs["how"] for case in draw(planned("f(how)", {"how": {"choices": ["mean", "sum", None]}}), 2)]
    assert {drawn.count(choice) for choice in ("mean", "sum", None)} <= {33, 34}


def test_inputs_with_a_default_are_left_out_together_and_one_by_one(planned):
    inputs = {"x": {"shape": ["N"]}, **{name: {"range": [0, 1]} for name in ("lr", "mu", "eps")}}
    plan = planned("step(x, lr=0.5, mu=0.25, eps=1e-8)", inputs, dims={"N": "1..3"})
    cases = draw(plan, 0)
    assert {len(case.omitted) for case in cases} == {0, 1, 2, 3}
    for case in cases:
        defaults = {"lr": 0.5, "mu": 0.25, "eps": 1e-8}
        assert {name: case.inputs[name] for name in case.omitted} == {name: defaults[name] for name in case.omitted}


def test_a_default_that_is_a_numpy_function_is_one_of_the_language(planned):
    spec = {"kind": "function", "takes": ["z"], "family": ["a * z"]}
    case = next(case for case in draw(planned("f(act=np.tanh)", {"act": spec}), 0) if case.omitted)
    assert case.inputs["act"] == Function(("z",), "tanh(z)")


def test_inputs_share_the_dtype_of_the_case_where_they_declare_it(planned):
    inputs = {
        "X": {"shape": ["N"], "dtypes": ["float64", "float32"]},
        "w": {"shape": ["N"]},
        "y": {"kind": "label", "shape": ["N"], "classes": 3, "dtypes": ["int64", "uint8"]},
    }
    cases = draw(planned("f(X, w, y)", inputs, dims={"N": "1..3"}), 0)
    seen = {case.dtype: tuple(value.dtype.name for value in case.inputs.values()) for case in cases}
    assert seen == {
        "float64": ("float64", "float64", "int64"),
        "float32": ("float32", "float64", "int64"),
        "uint8": ("float64", "float64", "uint8"),
    }


def test_scalars_are_python_numbers_and_arrays_without_axes_are_arrays(planned):
    spec = {"kind": "integer", "shapes": [None, [], ["M"]], "range": [0, 9]}
    cases = draw(planned("pmf(k, p)", {"k": spec, "p": {"range": [0, 1]}}, dims={"M": "1..4"}), 0)
    assert {type(case.inputs["p"]) for case in cases} == {float}
    assert {type(case.inputs["k"]) if case.inputs["k"] is int else np.ndim(case.inputs["k"]) for case in cases} == {0, 1}
    assert {type(case.inputs["k"]) for case in cases} == {int, np.ndarray}
    assert any(isinstance(case.inputs["k"], np.ndarray) and case.inputs["k"].ndim == 0 for case in cases)


def test_shapes_of_several_inputs_go_together(planned):
    inputs = {"q": {"shapes": [["T", "D"], ["B", "T", "D"]]}, "mask": {"kind": "mask", "shapes": [["T"], ["B", 1, "T"]]}}
    cases = draw(planned("f(q, mask)", inputs, dims={"B": "1..3", "T": "2..4", "D": "1..3"}), 0)
    assert {(case.inputs["q"].ndim, case.inputs["mask"].ndim) for case in cases} == {(2, 1), (3, 3)}


def test_an_extent_may_be_an_expression_over_dims(planned):
    cases = draw(planned("f(x)", {"x": {"shape": ["N + 1", "2 * N"]}}, dims={"N": "1..4"}), 0)
    assert all(case.inputs["x"].shape == (case.dims["N"] + 1, 2 * case.dims["N"]) for case in cases)


def test_axes_of_length_zero_are_drawn_but_do_not_crowd_out_the_rest(planned):
    cases = draw(planned("f(x)", {"x": {"shape": ["B", "N"]}}, dims={"B": "0..4", "N": "0..6"}), 0)
    empty = sum(case.inputs["x"].size == 0 for case in cases)
    assert 5 <= empty <= 50


def test_conditions_on_dims_and_on_inputs_are_met(planned):
    plan = planned(
        "f(A, k)",
        {"A": {"shape": ["M", "N"]}, "k": {"kind": "integer", "range": [1, "min(M, N)"]}},
        dims={"M": "1..6", "N": "1..6"},
        where=["M >= N", "matrix_rank(A) == N", "k < N or N == 1"],
    )
    for seed in range(3):
        for case in draw(plan, seed):
            matrix, k = case.inputs["A"], case.inputs["k"]
            assert matrix.shape[0] >= matrix.shape[1] == np.linalg.matrix_rank(matrix)
            assert k < matrix.shape[1] or matrix.shape[1] == 1


def test_a_stratum_that_cannot_meet_a_condition_gives_plain_cases(planned):
    plan = planned("f(x)", {"x": {"shape": [4]}}, where=["len(unique(x)) == 4"])
    cases = draw(plan, 0)
    assert len(cases) == 100
    assert Stratum.TIE not in {case.stratum for case in cases}


def test_conditions_that_no_case_meets_are_the_authors_fault(planned):
    with pytest.raises(ContentError) as caught:
        planned("f(x)", {"x": {"shape": ["N"], "range": [0, 1]}}, dims={"N": "1..3"}, where=["N >= 1", "sum(x) > 4"])
    assert (caught.value.path, "sum(x) > 4" in caught.value.found) == ("where", True)


def test_cases_near_a_kink_are_drawn_anew(planned):
    plan = planned("relu(x)", {"x": {"shape": ["N"]}}, dims={"N": "1..4"})

    def near_kink(case):
        return bool((np.abs(case.inputs["x"]) < 1e-9).any())

    assert any(map(near_kink, draw(plan, 0)))
    cases = draw(plan, 0, near_kink=near_kink)
    assert not any(map(near_kink, cases))
    assert {case.stratum for case in cases} == RANDOM


def test_what_is_never_away_from_a_kink_is_an_error(planned):
    plan = planned("f(x)", {"x": {"shape": [2]}})
    with pytest.raises(ContentError, match="kink"):
        draw(plan, 0, near_kink=lambda case: True)


def test_half_of_the_ties_have_arrays_that_equal_each_other(planned):
    spec = {"kind": "simplex", "shape": ["N"]}
    plan = planned("kl(p, q)", {"p": spec, "q": spec}, dims={"N": "2..5"})
    ties = [case for seed in range(5) for case in draw(plan, seed) if case.stratum is Stratum.TIE]
    equal = sum(np.array_equal(case.inputs["p"], case.inputs["q"]) for case in ties)
    assert 0.3 < equal / len(ties) < 0.9
    assert not any(case.inputs["p"] is case.inputs["q"] for case in ties)


def test_writing_into_an_input_leaves_the_latent_alone(planned):
    for case in draw(planned("f(x)", {"x": {"shape": ["N"]}}, dims={"N": "1..3"}), 0):
        before = case.latent.parts["x"][0].copy()
        case.inputs["x"] += 1
        assert np.array_equal(case.latent.parts["x"][0], before)


def test_arrays_longer_than_the_table_are_drawn_from_the_same_stream(planned):
    short, long = (planned("f(x)", {"x": {"shape": [n]}}) for n in (20, 5000))
    plain = [(a, b) for a, b in zip(draw(short, 0), draw(long, 0), strict=True) if a.stratum is Stratum.PLAIN]
    assert all(np.array_equal(a.inputs["x"], b.inputs["x"][:20]) for a, b in plain)


def test_cases_are_named_by_number_and_come_before_the_authors(planned):
    cases = draw(planned(**SOFTMAX), 0, 3)
    assert [case.name for case in cases] == ["case 1", "case 2", "case 3", "one logit", "minus infinity", "no axis 3"]


def test_a_case_can_be_drawn_at_given_lengths(planned, digest):
    plan = planned(**SOFTMAX)
    case = draw_at(plan, 0, {"N": 1000, "B": 2}, alternative=1)
    assert (case.inputs["x"].shape, case.inputs["x"].dtype.name) == ((2, 1000), "float64")
    assert (case.stratum, case.layout, case.omitted) == (Stratum.PLAIN, Layout.CONTIGUOUS, ())
    assert digest([case]) == digest([draw_at(plan, 0, {"N": 1000, "B": 2}, alternative=1)])
    assert digest([case]) != digest([draw_at(plan, 1, {"N": 1000, "B": 2}, alternative=1)])


def test_lengths_at_which_no_case_exists_are_an_error(planned):
    plan = planned("f(x)", {"x": {"shape": ["N", "K"]}}, dims={"N": "1..5", "K": "1..3"}, where=["K <= N"])
    assert draw_at(plan, 0, {"N": 2}).dims["K"] <= 2
    with pytest.raises(ContentError):
        draw_at(plan, 0, {"N": 1, "K": 2})


def test_answers_about_kinks_can_be_replayed(planned, digest):
    """A cache keeps them, so that the same cases come back without asking the truth."""
    plan, asked = planned("relu(x)", {"x": {"shape": ["N"]}}, dims={"N": "1..4"}), []

    def near_kink(case):
        asked.append(bool((case.inputs["x"] == 0).any()))
        return asked[-1]

    first = digest(draw(plan, 0, near_kink=near_kink))
    answers = iter(asked)
    assert digest(draw(plan, 0, near_kink=lambda case: next(answers))) == first
    assert sum(asked) > 5


def test_generators_have_seeds_of_their_own(planned):
    seeds = [case.inputs["rng"] for case in draw(planned("f(rng)", {"rng": {"kind": "rng"}}), 0)]
    assert all(isinstance(generator, Generator) for generator in seeds)
    assert len({generator.seed for generator in seeds}) > 50
