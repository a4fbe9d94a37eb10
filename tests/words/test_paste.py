"""Values as Python: what is shown as an input must make that input."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from grader.model.case import Function, Generator, Opaque
from grader.words.layout import lay_out, prefixed
from grader.words.paste import call_text, can_paste, describe, paste, paste_text
from grader.words.shown import show
from tests.words.values import TREES, same


def made(text):
    return eval(text, {"np": np})  # noqa: S307, RUF100 - our own text, which is what a learner pastes


@given(TREES)
def test_a_pasted_value_is_the_value(value):
    shown = show(value)
    assert can_paste(shown)
    assert same(made(paste_text(shown)), value)


@given(TREES, st.integers(30, 100))
def test_it_is_the_value_also_when_it_takes_several_lines(value, width):
    scope = {"np": np}
    exec("\n".join(lay_out(prefixed("x = ", paste(show(value))), width)), scope)
    assert same(scope["x"], value)


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (np.array([[710.0]]), "np.array([[710.]])"),
        (np.array([1, 2]), "np.array([1, 2])"),
        (np.array([0.1], np.float32), "np.array([0.1], dtype=np.float32)"),
        (np.array([True, False]), "np.array([True, False])"),
        (np.array([np.nan, np.inf, -np.inf]), "np.array([np.nan, np.inf, -np.inf])"),
        (np.zeros((0, 3)), "np.zeros((0, 3))"),
        (np.zeros((0, 3), np.int64), "np.zeros((0, 3), dtype=np.int64)"),
        (np.array(3.0), "np.array(3.)"),
        (np.float64(0.5), "np.float64(0.5)"),
        (np.float32("inf"), 'np.float32("inf")'),
        (float("nan"), 'float("nan")'),
        ((1,), "(1,)"),
        ({"W1": [0.5, None]}, '{"W1": [0.5, None]}'),
        (Function(("x", "y"), "x * y"), "lambda x, y: x * y"),
        (Generator(3), "np.random.default_rng(3)"),
    ],
)
def test_how_values_are_written(value, text):
    assert paste_text(show(value)) == text


def test_what_cannot_be_pasted_is_told():
    for value, kind in [(Opaque("Foo", "bar"), "Foo: bar"), (np.zeros((99, 99)), "float64 (99, 99), too large to show")]:
        assert not can_paste(show([value]))
        assert describe(show(value)) == kind
        assert paste_text(show(value)) == f"<{kind}>"


def test_an_array_beyond_6_by_6_is_not_pasted():
    assert can_paste(show(np.zeros((6, 6))))
    assert not can_paste(show(np.zeros((6, 7))))


def test_a_call_can_be_pasted():
    arguments = {"x": show(np.array([[710.0]])), "axis": show(0)}
    assert call_text("softmax", arguments) == "softmax(np.array([[710.]]), 0)"
    assert call_text("softmax", arguments, by_name=["axis"]) == "softmax(np.array([[710.]]), axis=0)"


def test_long_values_break_between_rows_and_line_up():
    lines = lay_out(prefixed("x = ", paste(show(np.arange(12.0).reshape(3, 4) / 3))), 60)
    assert lines == [
        "x = np.array([[0., 0.3333333333333333, 0.6666666666666666,",
        "               1.],",
        "              [1.3333333333333333, 1.6666666666666667, 2.,",
        "               2.3333333333333335],",
        "              [2.6666666666666665, 3., 3.3333333333333335,",
        "               3.6666666666666665]])",
    ]
