"""Points where a derivative jumps."""

import numpy as np
import pytest
from defining import BACKPROP, SOFTMAX, backprop_case, case, definition

from grader.truth import near_kink


@pytest.mark.parametrize(
    ("text", "x", "expected"),
    [
        ("relu(x)", [1.0, -1.0], False),
        ("relu(x)", [1.0, 0.0], True),
        ("relu(x)", [1.0, 1e-10], True),
        ("relu(x)", [1.0, -1e-8], False),
        ("relu(x - 1)", [1.0, 5.0], True),
        ("abs(x)", [0.0, 1.0], True),
        ("sign(x)", [-1e-12, 1.0], True),
        ("step(x)", [0.0, 1.0], True),
        ("maximum(x, 2)", [2.0, 1.0], True),
        ("maximum(x, 2)", [1.0, 3.0], False),
        ("minimum(x, 2)", [2.0 + 1e-13, 1.0], True),
        ("max(x)", [3.0, 3.0], True),
        ("max(x)", [3.0, 2.0], False),
        ("max(x)", [3.0, 1.0, 1.0], False),
        ("min(x)", [3.0, 1.0, 1.0], True),
        ("where(x > 0.5, x, 0)", [0.5, 1.0], True),
        ("where(x == 0, 1, x)", [0.0, 1.0], False),
        ("exp(x) + sum(x)", [0.0, 0.0], False),
    ],
)
def test_near_kink(text, x, expected):
    assert near_kink(definition(f"y = {text}", "y", "x"), case(x=np.array(x))) is expected


def test_whole_numbers_have_no_kinks():
    made = definition("y = where(k > 1, x, -x)", "y", {"x": {}, "k": {"kind": "label"}})
    assert not near_kink(made, case(x=np.ones(2), k=np.array([1, 2])))


def test_a_hidden_unit_at_zero():
    assert not near_kink(BACKPROP, backprop_case(1))
    given = backprop_case(1, b1=np.zeros(4), X=np.zeros((2, 3)))
    assert near_kink(BACKPROP, given)


def test_infinities_are_not_near_anything():
    assert not near_kink(definition("y = relu(x)", "y", "x"), case(x=np.array([-np.inf, 1.0])))
    assert not near_kink(SOFTMAX, case(x=np.array([-np.inf, 1.0])))


def test_without_truth_or_value_there_are_none():
    assert not near_kink(definition(None, {"shape": []}, "x"), case(x=np.zeros(2)))
    assert not near_kink(definition("y = relu(exp(exp(exp(exp(x)))))", "y", "x"), case(x=10.0))
