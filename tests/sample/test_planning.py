import pytest

from grader.model.errors import ContentError
from grader.sample import plan

N = {"N": "1..4"}


@pytest.mark.parametrize(
    ("function", "inputs", "fields", "path"),
    [
        ("f(x", {"x": {}}, {}, "function"),
        ("f(x, y)", {"x": {}}, {}, "inputs"),
        ("f(x)", {"x": {}, "y": {}}, {}, "inputs.y"),
        ("f(N)", {"N": {}}, {"dims": N}, "inputs.N"),
        ("f(p, x)", {"x": {}}, {"pack": {"p": ["W"]}}, "pack.p"),
        ("f(p, x)", {"x": {}, "W": {}}, {"pack": {"p": ["W", "x"]}}, "pack.p"),
        ("f(p, q)", {"W": {}}, {"pack": {"p": ["W"], "q": ["W"]}}, "pack.p"),
        ("f(x)", {"x": {}, "W": {}}, {"pack": {"r": ["W"]}}, "pack.r"),
        ("f(x)", {"x": {}}, {"dims": {"N": "4..1"}}, "dims.N"),
        ("f(x)", {"x": {}}, {"dims": N, "where": ["N >"]}, "where[0]"),
        ("f(x)", {"x": {}}, {"dims": N, "where": ["N > 0", "M > 1"]}, "where[1]"),
        ("f(x)", {"x": {}}, {"dims": N, "where": ["N > 9"]}, "where"),
        ("f(x)", {"x": {"shape": ["M"]}}, {"dims": N}, "inputs.x.shape"),
        ("f(x)", {"x": {"shape": ["N"], "shapes": [["N"]]}}, {"dims": N}, "inputs.x.shapes"),
        ("f(x)", {"x": {"shapes": []}}, {"dims": N}, "inputs.x.shapes"),
        ("f(x)", {"x": {"range": [2, 1]}}, {}, "inputs.x.range"),
        ("f(x)", {"x": {"range": [0, float("inf")]}}, {}, "inputs.x.range[1]"),
        ("f(x)", {"x": {"range": [0, "y"]}}, {}, "inputs.x.range[1]"),
        ("f(x)", {"x": {"range": [0, 1], "log": True}}, {}, "inputs.x.range"),
        ("f(x)", {"x": {"range": [0.2, 0.8], "shape": ["N"], "dtypes": ["float64", "int64"]}}, {"dims": N}, "inputs.x.range"),
        ("f(x)", {"x": {"kind": "integer", "range": [0.2, 0.8]}}, {}, "inputs.x.range"),
        ("f(x)", {"x": {"choices": []}}, {}, "inputs.x.choices"),
        ("f(x)", {"x": {"kind": "label"}}, {}, "inputs.x.classes"),
        ("f(x)", {"x": {"kind": "simplex"}}, {}, "inputs.x.shape"),
        ("f(x)", {"x": {"kind": "spd", "shape": ["N"]}}, {"dims": N}, "inputs.x.shape"),
        ("f(x)", {"x": {"kind": "function", "takes": ["u"]}}, {}, "inputs.x"),
        ("f(x)", {"x": {"kind": "function", "takes": ["u"], "family": ["a * v"]}}, {}, "inputs.x.family[0]"),
        ("f(x)", {"x": {"kind": "rng", "shape": ["N"]}}, {"dims": N}, "inputs.x.shape"),
        ("f(x, a)", {"x": {}, "a": {"axis_of": "x"}}, {}, "inputs.a.axis_of"),
        ("f(x, a)", {"x": {"shape": ["N"]}, "a": {"axis_of": "y"}}, {"dims": N}, "inputs.a.axis_of"),
        ("f(x=np.maximum)", {"x": {}}, {}, "inputs.x"),
        ("f(x, y)", {"x": {"shapes": [["N"], []]}, "y": {"shapes": [["N"], [], [2]]}}, {"dims": N}, "inputs.y.shapes"),
    ],
)
def test_what_cannot_be_drawn_is_the_authors_fault_with_its_place(exercise, function, inputs, fields, path):
    with pytest.raises(ContentError) as caught:
        plan(exercise(function, inputs, **fields))
    assert caught.value.path == path
    assert caught.value.expected


def test_a_condition_that_no_length_meets_is_named(exercise):
    with pytest.raises(ContentError, match="N > 9"):
        plan(exercise("f(x)", {"x": {"shape": ["N"]}}, dims=N, where=["N > 9"]))


def test_a_square_kind_with_other_lengths_is_found_when_it_is_drawn(planned):
    from grader.sample import draw

    made = planned("f(x)", {"x": {"kind": "symmetric", "shape": ["N", "M"]}}, dims={"N": 2, "M": 3})
    with pytest.raises(ContentError) as caught:
        draw(made, 0)
    assert caught.value.path == "inputs.x.shape"
