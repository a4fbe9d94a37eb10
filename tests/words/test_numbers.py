"""Numbers as text."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from grader.words.numbers import in_array, number, of_expected, plural, quantity, rounded

FINITE = {"allow_nan": False, "allow_infinity": False}


@given(st.floats(width=32, **FINITE))
def test_a_float32_is_as_short_as_numpy_writes_it_and_reads_back(value):
    text = number(value, "float32")
    assert np.float32(text) == np.float32(value)
    assert len(text) <= len(repr(float(str(np.float32(value)))))


@given(st.floats(width=16, **FINITE))
def test_a_float16_reads_back(value):
    assert np.float16(number(value, "float16")) == np.float16(value)


@given(st.floats(**FINITE))
def test_a_float64_reads_back(value):
    assert float(number(value)) == value


@pytest.mark.parametrize(
    ("value", "text"), [(math.nan, "nan"), (math.inf, "inf"), (-math.inf, "-inf"), ("nan", "nan"), (3, "3"), (-0.0, "-0.0")]
)
def test_numbers_that_are_none(value, text):
    assert number(value) == text


@pytest.mark.parametrize(
    ("value", "digits", "text"),
    [
        (0.09003057317038046, 5, "0.090031"),
        (1.0, 5, "1.0"),
        (1234567.0, 3, "1234567.0"),
        (1e-7, 5, "1e-07"),
        (np.float64(0.1), 17, "0.1"),
    ],
)
def test_rounding_only_shortens(value, digits, text):
    assert rounded(value, digits) == text


@given(st.floats(**FINITE), st.integers(1, 17))
def test_rounding_is_never_longer_than_the_number_itself(value, digits):
    assert len(rounded(value, digits)) <= len(number(value))


@pytest.mark.parametrize(
    ("relative", "text"),
    [
        (0.5, "50 % of expected"),
        (1e-9, "1e-09 of expected"),
        (9.99, "999 % of expected"),
        (250.0, "250 times expected"),
        (math.inf, ""),
        ("inf", ""),
        ("nan", ""),
    ],
)
def test_a_relative_error_says_what_it_is_relative_to(relative, text):
    assert of_expected(relative) == text


def test_small_words():
    assert (in_array("710.0"), in_array("0.5"), in_array("1e-06")) == ("710.", "0.5", "1e-06")
    assert (plural(1, "case"), plural(2, "case"), plural(2, "entry", "entries")) == ("1 case", "2 cases", "2 entries")
    assert (quantity(4.0), quantity(0.0312), quantity(3)) == ("4", "0.0312", "3")
