"""The contract that is shown comes from the fields that are graded by: a field that changes changes its line."""

import msgspec
import pytest

from grader.model.content import CodeContent, Contract, DebugContent, Freedom, Input, Limits, Speed
from grader.model.enums import Canonical, Kind, Stability
from grader.words.learner import about, contract
from grader.words.learner.terms import input_text, returns_text
from tests.report.samples import SOFTMAX


def lines(**changes):
    content = msgspec.structs.replace(SOFTMAX.content, **changes)
    return {term.label: term.text for term in contract(content)}


def test_it_says_shape_dtype_tolerance_and_allowed_names():
    told = lines()
    assert told["function"] == "softmax(x, axis=-1)"
    assert told["x"] == "numbers, shape (N,) or (B, N); float64, float32 or int64; from -5 to 5, at times from -2000 to 2000"
    assert told["axis"] == "an axis of x, counted from either end"
    assert told["dtype"] == "a floating dtype comes back as it went in, integers give float64"
    assert "1e-12" in told["tolerance"]
    assert told["may use"] == "numpy and the standard library"


@pytest.mark.parametrize(
    ("field", "value", "label", "words"),
    [
        ("stability", Stability.LOOSE, "tolerance", "1e-09"),
        ("stability", Stability.STRICT, "tolerance", "no more"),
        ("canonical", Canonical.SIGN, "tolerance", "sign of each vector is free"),
        ("canonical", Freedom(free=Canonical.SUBSPACE), "tolerance", "any basis of the same subspace is right"),
        ("contract", Contract(dtype="float64"), "dtype", "the result is float64"),
        ("allow", ("scipy",), "may use", "numpy, scipy and the standard library"),
        ("forbid", ("np.linalg.inv", "@"), "may use", "not np.linalg.inv or @"),
        ("limits", Limits(call_seconds=1.5, memory_mb=256), "limits", "1.5 s a call, 10 s in all, 256 MB"),
        ("speed", Speed(dims={"N": 9}, at_most=30), "limits", "at most 30 times as long"),
        ("raises", ({"name": "t below 1", "t": 0},), "refuses", "t below 1: ValueError"),
        ("raises", ({"name": "a text", "error": "TypeError"},), "refuses", "a text: TypeError"),
        ("where", ("K <= min(N, D)",), "where", "K <= min(N, D)"),
        ("dims", {"B": "2..9"}, "lengths", "B = 2 to 9"),
    ],
)
def test_a_field_that_changes_changes_its_line(field, value, label, words):
    assert words not in lines().get(label, "")
    assert words in lines(**{field: value})[label]


def test_what_is_allowed_is_not_promised():
    assert lines()["warnings"].startswith("NumPy raises none")
    free = lines(contract=Contract(mutation="allowed", warnings="allowed"))
    assert "arguments" not in free
    assert "warnings" not in free
    assert lines(contract=Contract(aliasing="allowed"))["arguments"] == "stay as they were"


@pytest.mark.parametrize("kind", Kind)
def test_every_kind_of_input_has_words(kind):
    assert input_text(Input(kind=kind, shape=("N",)))


@pytest.mark.parametrize(
    ("given", "text"),
    [
        (Input(), "a number"),
        (Input(kind=Kind.LABEL, shape=("B",), classes="C"), "class labels from 0 to C - 1, shape (B,)"),
        (Input(choices=("mean", None)), "one of 'mean' or None"),
        (Input(kind=Kind.FUNCTION, takes=("x", "y")), "a function of x and y"),
        (Input(range=(0, "min(N, D)")), "a number; from 0 to min(N, D)"),
        (Input(kind=Kind.INTEGER, shapes=(None, ("N",))), "whole numbers, shape a plain number or (N,)"),
    ],
)
def test_how_inputs_are_told(given, text):
    assert input_text(given) == text


@pytest.mark.parametrize(
    ("returns", "text"),
    [
        ("p", "p"),
        (["loss", {"grad": "loss", "wrt": ["W", "b"]}], "a tuple: loss, a dict of the gradients of loss with respect to W and b"),
        ({"grad": "L", "wrt": "x"}, "the gradient of L with respect to x"),
        ({"grad": "L", "wrt": ["x", "W"]}, "the gradients of L with respect to x and W"),
        ({"dict": {"kl": "k", "n": {"type": "int"}}}, "a dict: kl = k, n = an int"),
        ([{"dict": {"W1": "newW1", "b1": "newb1"}}, "L"], "a tuple: a dict of W1 and b1, L"),
        ([{"dict": {"u": "a", "v": "b", "w": "c"}}, "L"], "a tuple: a dict of u, v and w; L"),
        ({"shape": ["K", None]}, "an array of shape (K, any)"),
        ({"shape": []}, "a number"),
        ({"like": "x"}, "an array of the shape of x"),
        ({"type": "bool"}, "True or False"),
        ({"list": {"shape": ["N"]}}, "a list, each item an array of shape (N,)"),
    ],
)
def test_how_results_are_told(returns, text):
    assert returns_text(returns, frozenset({"W", "b"})) == text


def test_an_input_that_the_bank_makes_by_code_is_told_by_the_statement():
    made = msgspec.structs.replace(SOFTMAX.content, inputs={"weights": Input(draw="track.layers")})
    assert [term.text for term in contract(made) if term.label == "weights"] == ["as the statement says"]


def test_a_result_that_is_no_real_has_no_dtype_to_tell():
    made = msgspec.structs.replace(SOFTMAX.content, returns={"type": "int"})
    assert "dtype" not in [term.label for term in contract(made)]


def test_what_an_exercise_takes_is_told():
    assert about(SOFTMAX.content) == "easy, about 10 minutes"
    assert about(msgspec.structs.replace(SOFTMAX.content, needs=("a", "b"), minutes=1)) == "easy, about 1 minute; builds on a and b"
    fields = {name: getattr(SOFTMAX.content, name) for name in CodeContent.__struct_fields__}
    assert about(DebugContent(start="def f(): ...", **fields)).endswith("the file starts as code that looks right and fails")
