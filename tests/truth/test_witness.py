"""Exercises without truth: the reference, an independent second, and what moves."""

import msgspec
import numpy as np
import pytest
from defining import case, content, definition

from grader.model.case import Function, Generator
from grader.model.enums import Kind
from grader.truth import ReferenceWrong, expect
from grader.truth.moving import PATTERNS, enlarged, moved

SVD = definition(None, {"shape": ["M", "N"]}, {"A": {}, "k": {"kind": "integer"}}, second="t.g")
GIVEN = case(A=np.random.default_rng(3).normal(size=(4, 3)), k=2)


def low_rank(given):
    U, s, Vt = np.linalg.svd(given.inputs["A"], full_matrices=False)
    k = given.inputs["k"]
    return (U[:, :k] * s[:k]) @ Vt[:k]


def by_eigenvectors(given):
    A, k = given.inputs["A"], given.inputs["k"]
    V = np.linalg.eigh(A.T @ A)[1][:, ::-1][:, :k]
    return A @ V @ V.T


def test_the_reference_is_the_expected_value():
    expected = expect(SVD, GIVEN, low_rank)
    np.testing.assert_array_equal(expected.value, low_rank(GIVEN))
    assert np.all(np.abs(by_eigenvectors(GIVEN) - expected.value) <= expected.tolerance)
    assert expected.tolerance.max() < 1e-10


def test_a_second_implementation_that_agrees_changes_nothing_but_the_tolerance():
    alone, both = expect(SVD, GIVEN, low_rank), expect(SVD, GIVEN, low_rank, second=by_eigenvectors)
    np.testing.assert_array_equal(alone.value, both.value)
    assert np.all(both.tolerance >= alone.tolerance)


def test_a_second_implementation_that_disagrees_is_told():
    with pytest.raises(ReferenceWrong, match="second: value"):
        expect(SVD, GIVEN, low_rank, second=lambda given: by_eigenvectors(given) + 1e-8)
    with pytest.raises(ReferenceWrong, match="second: shape"):
        expect(SVD, GIVEN, low_rank, second=lambda given: by_eigenvectors(given)[:2])
    with pytest.raises(ReferenceWrong, match="second: raises"):
        expect(SVD, GIVEN, low_rank, second=lambda given: given.inputs["B"])


def test_results_of_every_kind():
    made = definition(
        None,
        [{"type": "int"}, {"type": "text"}, {"shape": []}, {"dict": {"flag": {"type": "bool"}}}, {"list": {"shape": [None]}}],
        "x",
    )
    result = (3, "saddle", np.float64(0.5), {"flag": np.True_}, [np.ones(2, dtype=np.float32), np.array([1, 2])])
    expected = expect(made, case(x=1.0), lambda given: result)
    assert expected.value[:4] == (3, "saddle", 0.5, {"flag": True})
    assert expected.value[4][0].dtype == np.float64
    assert expected.tolerance[0] is expected.tolerance[1] is expected.tolerance[3]["flag"] is expected.tolerance[4][1] is None
    assert isinstance(expected.tolerance[2], float)


def test_a_whole_number_must_be_the_same_in_both():
    made = definition(None, {"type": "int"}, "x")
    with pytest.raises(ReferenceWrong, match="second"):
        expect(made, case(x=1.0), lambda given: 3, second=lambda given: 4)


def test_where_several_results_are_right_only_the_form_is_expected():
    given = msgspec.structs.replace(GIVEN, unique=False)
    expected = expect(SVD, given, low_rank)
    assert expected.tolerance.shape == (4, 3)
    assert np.isinf(expected.tolerance).all()


MOVING = content(
    None,
    {"shape": []},
    {
        "x": {}, "s": {}, "rest": {}, "k": {"kind": "label"}, "m": {"kind": "mask"}, "h": {"kind": "one-hot"},
        "n": {"kind": "integer"}, "f": {"kind": "function", "takes": ["t"]}, "rng": {"kind": "rng"},
    },
)  # fmt: skip


def mixture(dtype):
    return case(
        dtype=dtype,
        x=np.array([1.0, 0.0, -3.0, np.inf], dtype=dtype),
        s=0.1,
        k=np.array([1, 2]),
        m=np.array([True, False]),
        h=np.eye(2),
        n=5,
        rest=[np.array([2.0, 4.0]), {"a": 0.5}, "text", None],
        f=Function(("t",), "t"),
        rng=Generator(3),
    )


@pytest.mark.parametrize("dtype", ["float64", "float32", "float16"])
def test_what_is_floating_moves_by_one_ulp_of_its_dtype(dtype):
    from grader.truth import define

    given = mixture(dtype)
    copies = list(moved(define(MOVING), given))
    assert len(copies) == PATTERNS
    for copy in copies[:2]:
        x, there = given.inputs["x"], copy.inputs["x"]
        assert there.dtype == x.dtype
        assert there[1] == 0
        assert there[3] == np.inf
        assert (np.abs(there[[0, 2]] - x[[0, 2]]) / np.spacing(np.abs(x[[0, 2]]))).tolist() == [1, 1]
        assert abs(copy.inputs["s"] - 0.1) == pytest.approx(float(np.spacing(np.dtype(dtype).type(0.1))), rel=1e-6)
        assert all(copy.inputs["rest"][0] != given.inputs["rest"][0])
        assert copy.inputs["rest"][1]["a"] != 0.5
        for name in ("k", "m", "h", "n", "rng"):
            assert copy.inputs[name] is given.inputs[name]
        assert (copy.inputs["f"].expression, copy.inputs["f"].amount, copy.inputs["f"].scale) == ("t", 2.0**-52, 3.0)
        assert copy.inputs["rest"][2:] == ["text", None]


def test_of_two_numbers_sum_and_difference_are_both_moved():
    difference = definition("s = x[0] - x[1]", "s", {"x": {"shape": ["N"]}})
    for name in (f"case {n}" for n in range(8)):
        made = case(x=np.array([1.0, 1.5]), name=name)
        signs = [np.sign(copy.inputs["x"] - made.inputs["x"]) for copy in moved(difference, made)]
        assert {abs(int(sign.sum())) for sign in signs} == {0, 2}


def test_the_second_pair_moves_the_first_input_alone():
    from grader.truth import define

    given = mixture("float64")
    for copy in list(moved(define(MOVING), given))[2:]:
        assert [name for name, value in copy.inputs.items() if value is not given.inputs[name]] == ["x"]


def test_products_that_cancel_are_told_to_be_sensitive():
    """1.5 * 2.5 - 3.75: moved together, what one factor gains the other may lose, in both products at once."""
    made = definition("s = a @ b", "s", {"a": {"shape": ["N"]}, "b": {"shape": ["N"]}})
    for name in (f"case {n}" for n in range(40)):
        given = case(a=np.array([1.5, 3.75]), b=np.array([2.5, -1.0]), name=name)
        values = [copy.inputs["a"] @ copy.inputs["b"] for copy in moved(made, given)]
        assert max(map(abs, values)) > 2.0**-52


def test_a_larger_move_goes_the_same_way():
    from grader.truth import define

    given = mixture("float32")
    copy = next(moved(define(MOVING), given))
    far = enlarged(given, copy, 0.125)
    start, near = (k.inputs["x"][[0, 2]].astype(float) for k in (given, copy))
    np.testing.assert_array_equal(far.inputs["x"][[0, 2]], start + (near - start) / 8)
    assert far.inputs["x"][3] == np.inf
    assert far.inputs["k"] is given.inputs["k"]
    assert far.inputs["f"] == msgspec.structs.replace(copy.inputs["f"], amount=2.0**-55)


def test_nothing_moves_where_nothing_is_floating():
    made = definition(None, {"type": "int"}, {"k": {"kind": Kind.LABEL}, "n": {"kind": Kind.INTEGER}})
    assert list(moved(made, case(k=np.array([1]), n=2))) == []
