"""Values side by side: few digits, and never two texts that look the same for values that are not."""

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from grader.model.case import Opaque
from grader.words.display import compare, display, is_cut
from grader.words.layout import flat
from grader.words.shown import show
from tests.words.values import TREES, arrays, same


def looks(text):
    return flat(text.doc), text.kind


@given(TREES, TREES)
def test_values_that_differ_look_different(a, b):
    assume(not same(a, b))
    left, right = compare(show(a), show(b))
    assert looks(left) != looks(right)


@given(arrays(max_dims=2), st.data())
def test_arrays_that_differ_by_one_bit_look_different(array, data):
    assume(array.size and array.dtype.kind == "f" and np.isfinite(array).all())
    other = array.copy()
    place = tuple(data.draw(st.integers(0, n - 1)) for n in array.shape)
    towards = -np.inf if array[place] > 0 else np.inf
    other[place] = np.nextafter(array[place], array.dtype.type(towards))
    left, right = compare(show(array), show(other), [place])
    assert looks(left) != looks(right)


def test_no_more_digits_than_tell_them_apart():
    expected = np.array([1 / 3, 2 / 3])
    got = expected + np.array([0, 1e-8])
    left, right = compare(show(got), show(expected), [(1,)])
    assert (flat(left.doc), flat(right.doc)) == ("[0.333333333, 0.666666677]", "[0.333333333, 0.666666667]")
    left, right = compare(show(got + 0.1), show(expected), [(1,)])
    assert (flat(left.doc), flat(right.doc)) == ("[0.43333, 0.76667]", "[0.33333, 0.66667]")


@pytest.mark.parametrize(
    ("got", "expected"),
    [
        (0.5, np.float64(0.5)),
        (np.array([0.5]), np.array([0.5], np.float32)),
        (np.array([0.5]), [0.5]),
        (np.array(0.5), 0.5),
        ("1", 1),
        ((1.0,), [1.0]),
        (np.zeros((0, 2)), np.zeros((0, 3))),
        (Opaque("A", "x"), Opaque("B", "x")),
        (-0.0, 0.0),
        (True, np.bool_(True)),
    ],
)
def test_the_same_numbers_in_another_form_look_different(got, expected):
    left, right = compare(show(got), show(expected))
    assert looks(left) != looks(right)


@given(arrays(max_dims=4, max_side=9))
def test_at_most_6_by_6_entries_are_shown_of_two_matrices_along_each_further_axis(array):
    whole = show(array, entries=10**6)
    text = flat(display(whole).doc)
    shown = sum(word.strip("[] ") not in ("", "...") for word in text.split(","))
    assert shown <= 36 * 2 ** max(0, array.ndim - 2)
    assert is_cut(whole) == ("..." in text)


@given(st.floats(allow_nan=False, allow_infinity=False))
def test_a_number_alone_is_never_cut(value):
    assert flat(display(show(value), 5).doc) == repr(value)


def test_columns_line_up_at_the_decimal_point():
    text = display(show(np.array([[1.5, -20.25], [100.0, 0.125]])), 5)
    assert text.lines(20) == ["[[  1.5,   -20.25],", " [100.,      0.125]]"]


def test_wide_arrays_wrap_below_their_bracket():
    lines = display(show(np.arange(20) / 7)).lines(60)
    assert all(len(line) <= 60 for line in lines)
    assert {line[0] for line in lines[1:]} == {" "}
