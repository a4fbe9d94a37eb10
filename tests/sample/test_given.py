import math

import msgspec
import numpy as np
import pytest

from grader.model.case import Function, Generator
from grader.model.enums import Layout, Stratum
from grader.model.errors import ContentError
from grader.sample import draw, pack

X = {"x": {"shapes": [["N"], ["B", "N"]], "dtypes": ["float64", "float32"]}}
XY = {"X": {"shape": ["N", "D"]}, "y": {"shape": ["N"]}}


@pytest.fixture
def case_of(planned):
    """The one case that an author gave."""

    def one(function, inputs, given, key="edge_cases", seed=0, **fields):
        (case,) = draw(planned(function, inputs, **{key: [{"name": "it"} | given]}, **fields), seed, 0)
        return case

    return one


def dims(**ranges):
    return {"dims": ranges or {"B": "1..3", "N": "1..4", "D": "1..3"}}


def test_nested_lists_are_arrays_of_the_main_dtype(case_of):
    case = case_of("f(x)", X, {"x": [[1, 2, 3], [4, 5, 6]]}, **dims())
    assert case.inputs["x"].dtype == np.float64
    assert np.array_equal(case.inputs["x"], [[1, 2, 3], [4, 5, 6]])
    assert (case.stratum, case.dims["B"], case.dims["N"], case.latent.alternative) == (Stratum.EDGE, 2, 3, 1)


def test_lengths_outside_the_declared_dims_are_taken(case_of):
    assert case_of("f(x)", X, {"x": "0.01 * ones(500)"}, **dims()).dims["N"] == 500
    assert case_of("f(x)", X, {"x": []}, **dims()).dims["N"] == 0


def test_infinities_and_nan_pass(case_of):
    value = case_of("f(x)", X, {"x": [-math.inf, math.nan, math.inf]}, **dims()).inputs["x"]
    assert np.array_equal(value, [-math.inf, math.nan, math.inf], equal_nan=True)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("full(3, 0.1)", np.full(3, 0.1)),
        ("1 / (arange(10) + 1)", 1 / np.arange(1, 11)),
        ("arange(4)", np.arange(4.0)),
        ("concatenate([zeros(2), ones(1)])", np.array([0.0, 0, 1])),
    ],
)
def test_texts_are_expressions(case_of, text, value):
    made = case_of("f(x)", X, {"x": text}, **dims()).inputs["x"]
    assert np.array_equal(made, value)
    assert made.dtype == np.float64


def test_an_expression_knows_dims_and_the_inputs_before_it(case_of):
    case = case_of("f(X, y)", XY, {"X": "hilbert(3)", "y": "X @ ones(N)"}, **dims())
    assert np.allclose(case.inputs["y"], [1 + 1 / 2 + 1 / 3, 1 / 2 + 1 / 3 + 1 / 4, 1 / 3 + 1 / 4 + 1 / 5])


def test_an_expression_over_what_is_drawn_waits_for_it(case_of):
    for seed in range(5):
        case = case_of("f(X, y)", XY, {"y": "X[:, 0] * 2 + N"}, seed=seed, **dims())
        assert np.array_equal(case.inputs["y"], case.inputs["X"][:, 0] * 2 + case.dims["N"])


def test_what_is_not_given_is_drawn_at_the_lengths_that_fit(case_of):
    drawn = [case_of("f(X, y)", XY, {"y": [1.0, 2.0, 3.0, 4.0, 5.0]}, seed=seed, **dims()).inputs["X"] for seed in range(8)]
    assert {x.shape[0] for x in drawn} == {5}
    assert {x.shape[1] for x in drawn} == {1, 2, 3}
    assert len({x.tobytes() for x in drawn}) == 8


def test_dims_may_be_said(case_of):
    case = case_of("f(X, y)", XY, {"dims": {"N": 7, "D": 2}}, **dims())
    assert (case.inputs["X"].shape, case.inputs["y"].shape) == ((7, 2), (7,))


def test_what_has_a_default_and_is_not_given_takes_it(case_of):
    inputs = X | {"axis": {"axis_of": "x"}}
    case = case_of("f(x, axis=-1)", inputs, {"x": [[1.0, 2.0]]}, **dims())
    assert (case.inputs["axis"], case.omitted) == (-1, ("axis",))
    case = case_of("f(x, axis=-1)", inputs, {"x": [[1.0, 2.0]], "axis": 0}, **dims())
    assert (case.inputs["axis"], case.omitted) == (0, ())


def test_the_dtype_of_a_case_goes_to_its_arrays(case_of):
    inputs = {"x": X["x"], "k": {"kind": "label", "shape": ["N"], "classes": 9}, "eps": {"range": [0, 1]}}
    case = case_of("f(x, k, eps)", inputs, {"x": [1, 2], "k": [0, 1], "eps": 0.5, "dtype": "float16"}, **dims())
    assert (case.inputs["x"].dtype.name, case.inputs["k"].dtype.name, type(case.inputs["eps"])) == ("float16", "int64", float)
    assert case.dtype == "float16"


def test_a_dtype_may_be_said_by_input(case_of):
    inputs = {"u": {"shape": ["N"]}, "v": {"shape": ["N"]}}
    case = case_of("dot(u, v)", inputs, {"u": [100, 100], "v": [100, 100], "dtype": {"u": "int8", "v": "float32"}}, **dims())
    assert (case.inputs["u"].dtype.name, case.inputs["v"].dtype.name, case.dtype) == ("int8", "float32", "float32")


def test_a_mapping_says_dtype_layout_and_form(case_of):
    case = case_of("f(x)", X, {"x": {"value": [1, 2], "dtype": "int8", "layout": "strided"}}, **dims())
    assert (case.inputs["x"].dtype.name, case.layout) == ("int8", Layout.STRIDED)
    assert case_of("f(x)", X, {"x": {"value": [1, 2], "as": "list"}}, **dims()).inputs["x"] == [1.0, 2.0]
    assert case_of("f(x)", X, {"x": {"value": [1, 2], "as": "tuple"}}, **dims()).inputs["x"] == (1.0, 2.0)


def test_the_layout_of_a_case_may_be_said(case_of):
    assert case_of("f(x)", X, {"x": [1.0], "layout": "list"}, **dims()).layout is Layout.LIST


def test_numbers_stay_as_written_for_scalars_and_become_arrays_for_empty_shapes(case_of):
    inputs = {"k": {"shapes": [[], ["N"]]}, "p": {}}
    case = case_of("f(k, p)", inputs, {"k": 3, "p": 1}, **dims())
    assert (case.inputs["k"].shape, case.inputs["k"].dtype.name, type(case.inputs["p"])) == ((), "float64", int)
    inputs = {"k": {"kind": "integer", "shapes": [None, ["N"]]}}
    assert type(case_of("f(k)", inputs, {"k": 3}, **dims()).inputs["k"]) is int


def test_a_number_of_numpy_is_made_where_a_dtype_is_said(case_of):
    made = case_of("f(a)", {"a": {}}, {"a": {"value": 2, "dtype": "float32"}}).inputs["a"]
    assert (type(made), made) == (np.float32, 2)


def test_functions_generators_choices_and_null_are_given(case_of):
    inputs = {
        "f": {"kind": "function", "takes": ["x"], "family": ["a * x"]},
        "rng": {"kind": "rng"},
        "how": {"choices": ["mean", "sum"]},
        "tol": {"choices": [None, 0.5]},
    }
    case = case_of("g(f, rng, how, tol)", inputs, {"f": "sum(x * x)", "rng": 7, "how": "sum", "tol": None})
    assert case.inputs == {"f": Function(("x",), "sum(x * x)"), "rng": Generator(7), "how": "sum", "tol": None}


def test_conditions_hold_for_draws_not_for_edge_cases(case_of):
    case = case_of("f(X, y)", XY, {"X": [[1.0, 2.0]]}, where=["N > D"], **dims())
    assert case.inputs["X"].shape == (1, 2)


def test_expected_values_are_arrays_in_the_form_of_the_result(case_of):
    one = case_of("f(x)", X, {"x": [1.0], "expect": [1, 0]}, **dims())
    assert one.expect.dtype == np.float64
    assert one.expect.tolist() == [1.0, 0.0]
    two = case_of("f(x)", X, {"x": [1.0], "expect": [2, [[1, 0]]]}, returns=["loss", "grad"], **dims())
    assert isinstance(two.expect, tuple)
    assert [part.tolist() for part in two.expect] == [2.0, [[1.0, 0.0]]]
    named = case_of("f(x)", X, {"x": [1.0], "expect": {"kl": math.inf}}, returns={"dict": {"kl": "k"}}, **dims())
    assert named.expect["kl"] == math.inf
    assert case_of("f(x)", X, {"x": [1.0], "expect": True}, **dims()).expect is True
    assert case_of("f(x)", X, {"x": [1.0]}, **dims()).expect is msgspec.UNSET


def test_an_expected_text_is_text_where_text_comes_back_and_else_an_expression(case_of):
    assert case_of("f(x)", X, {"x": [1.0], "expect": "saddle"}, returns={"type": "text"}, **dims()).expect == "saddle"
    assert case_of("f(x)", X, {"x": [1.0, 4.0], "expect": "2 * x + N"}, **dims()).expect.tolist() == [4.0, 10.0]


def test_results_that_are_not_unique_are_said(case_of):
    assert case_of("f(x)", X, {"x": [1.0], "unique": False}, **dims()).unique is False


def test_invalid_inputs_need_not_fit_and_name_their_error(case_of):
    case = case_of("f(X, y)", XY, {"X": [[1, 2]], "y": [1, 2, 3], "error": "TypeError"}, key="raises", **dims())
    assert (case.raises, case.stratum) == ("TypeError", Stratum.INVALID)
    assert (case.inputs["X"].shape, case.inputs["y"].shape) == ((1, 2), (3,))
    assert case_of("f(x)", X, {"x": [[[1.0]]]}, key="raises", **dims()).raises == "ValueError"


def test_invalid_values_keep_their_own_dtype(case_of):
    inputs = {"k": {"kind": "label", "shape": ["N"], "classes": 3}}
    assert case_of("f(k)", inputs, {"k": [0.5, 1.0]}, key="raises", **dims()).inputs["k"].dtype.name == "float64"
    assert case_of("f(k)", inputs, {"k": [3, 1]}, key="raises", **dims()).inputs["k"].tolist() == [3, 1]


def test_what_an_invalid_case_leaves_open_is_drawn_although_no_condition_can_hold(case_of):
    inputs = {"X": {"shape": ["N", "D"]}, "k": {"kind": "integer", "range": [1, "D"]}}
    case = case_of("f(X, k)", inputs, {"X": [[1.0]]}, key="raises", where=["D > N"], **dims())
    assert case.inputs["k"] == 1


@pytest.mark.parametrize(
    ("given", "path", "found"),
    [
        ({"x": [[1, 2], [3]]}, "edge_cases[0].x", "rows of different lengths"),
        ({"x": [[[1.0]]]}, "edge_cases[0].x", "shape [1, 1, 1]"),
        ({"x": "full(3)"}, "edge_cases[0].x", "full(3)"),
        ({"x": "ones(3) @ ones(2)"}, "edge_cases[0].x", "which raises ValueError"),
        ({"x": "y + 1"}, "edge_cases[0].x", "unknown name `y`"),
        ({"x": ["a"]}, "edge_cases[0].x", "a"),
        ({"x": {"value": [1], "dtyp": "int8"}}, "edge_cases[0].x.dtyp", "dtyp"),
        ({"x": {"value": [300], "dtype": "int8"}}, "edge_cases[0].x", "300"),
        ({"x": {"value": [0.5], "dtype": "int8"}}, "edge_cases[0].x", "0.5"),
        ({"x": [1e200], "dtype": "float32"}, "edge_cases[0].x", "1e+200"),
        ({"z": [1.0]}, "edge_cases[0].z", "z"),
        ({"x": [1.0], "layout": "diagonal"}, "edge_cases[0].layout", "diagonal"),
        ({"x": [1.0], "dtype": "float23"}, "edge_cases[0].dtype", "float23"),
        ({"x": [1.0], "dtype": {"z": "int8"}}, "edge_cases[0].dtype.z", "z"),
        ({"x": [1.0], "dims": {"Q": 3}}, "edge_cases[0].dims.Q", "Q"),
        ({"x": [1.0, 2.0], "dims": {"N": 3}}, "edge_cases[0].x", "shape [2]"),
    ],
)
def test_a_value_that_is_none_is_the_authors_fault_with_its_place(planned, given, path, found):
    with pytest.raises(ContentError) as caught:
        planned("f(x)", X, edge_cases=[{"name": "it"} | given], **dims())
    assert caught.value.path == path
    assert found in caught.value.found


def test_edge_cases_of_one_name_as_of_another_are_drawn_apart(planned):
    edges = [{"name": "first", "dims": {"N": 3}}, {"name": "second", "dims": {"N": 3}}]
    first, second = draw(planned("f(x)", {"x": {"shape": ["N"]}}, dims={"N": "1..4"}, edge_cases=edges), 0, 0)
    assert not np.array_equal(first.inputs["x"], second.inputs["x"])


def test_a_packed_input_is_given_like_any_other(planned):
    inputs = {"W": {"shape": ["N"]}, "b": {}, "x": {"shape": ["N"]}}
    plan = planned(
        "f(params, x)", inputs, pack={"params": ["W", "b"]}, dims={"N": "1..3"}, edge_cases=[{"name": "it", "W": [1.0, 2.0]}]
    )
    (case,) = draw(plan, 0, 0)
    arguments = pack(plan, case)
    assert list(arguments) == ["params", "x"]
    assert arguments["params"]["W"].tolist() == [1.0, 2.0]
    assert arguments["x"].shape == (2,)
