import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from grader.sample.domain import make_domain

steady = settings(derandomize=True, database=None, max_examples=300)
DTYPES = ("float64", "float32", "float16", "int64", "int32", "int16", "int8", "uint8", "bool")


@steady
@given(st.floats(-1e5, 1e5), st.floats(-1e5, 1e5), st.sampled_from(DTYPES))
def test_bounds_are_numbers_of_the_dtype_inside_what_was_asked(a, b, dtype):
    low, high = min(a, b), max(a, b)
    try:
        domain = make_domain(low, high, dtype=dtype)
    except ValueError:
        return
    assert low <= domain.low <= domain.high <= high
    for bound in (domain.low, domain.high):
        assert float(np.dtype(dtype).type(bound)) == bound


@steady
@given(st.lists(st.floats(allow_nan=False), min_size=1, max_size=6), st.sampled_from(DTYPES), st.floats(-100, 100))
def test_what_has_been_fitted_fits(values, dtype, low):
    domain = make_domain(low, low + 10, dtype=dtype) if dtype not in ("uint8", "bool") else make_domain(0, 9, dtype=dtype)
    fitted = domain.fit(np.array(values))
    assert ((fitted >= domain.low) & (fitted <= domain.high)).all()
    assert np.array_equal(domain.fit(fitted), fitted)
    assert np.array_equal(fitted.astype(dtype).astype(float), fitted)


def test_special_values_are_valid_wherever_they_lie():
    domain = make_domain(0, 1, special=(-math.inf, math.nan, 7))
    values = np.array([-math.inf, math.nan, 7.0, 8.0, 0.5])
    assert np.array_equal(domain.fit(values), [-math.inf, math.nan, 7.0, 1.0, 0.5], equal_nan=True)


def test_nan_has_no_nearest_value():
    with pytest.raises(ValueError, match="NaN"):
        make_domain(0, 1).fit(np.array([math.nan]))


@pytest.mark.parametrize(
    ("dtype", "asked", "kept"),
    [
        ("float16", (-2000, 2000), (-2000, 2000)),
        ("float16", (-1e200, 1e200), (-16376, 16376)),
        ("float32", (-1e200, 1e200), (-float(np.finfo("float32").max) / 4, float(np.finfo("float32").max) / 4)),
        ("float32", (1e-200, 1), (float(np.finfo("float32").tiny), 1)),
        ("int8", (-2000, 2000), (-128, 127)),
        ("uint8", (-5, 5), (0, 5)),
        ("bool", (-5, 5), (0, 1)),
    ],
)
def test_extremes_are_cut_to_what_the_dtype_holds(dtype, asked, kept):
    assert make_domain(0.25 if asked[0] > 0 else 0, 1, dtype=dtype, extreme=asked).extreme == kept


def test_an_extreme_range_that_the_dtype_cannot_hold_is_none():
    assert make_domain(-1, 1, dtype="float32", extreme=(1e150, 1e200)).extreme is None


def test_special_values_that_the_dtype_cannot_hold_are_left_out():
    special = (-math.inf, 1e200, 1e-300, 0.5, 3)
    assert make_domain(0, 1, dtype="float32", special=special).special == (-math.inf, 0.5, 3.0)
    assert make_domain(0, 9, dtype="int8", special=special).special == (3.0,)


@pytest.mark.parametrize(("low", "high", "settings"), [(2, 1, {}), (0.2, 0.8, {"dtype": "int64"}), (0, 1, {"log": True})])
def test_a_range_that_holds_nothing_is_an_error(low, high, settings):
    with pytest.raises(ValueError, match=r" to "):
        make_domain(low, high, **settings)


def test_steps_are_kept():
    domain = make_domain(-1, 1, step=0.25)
    assert domain.fit(np.array([0.3, -0.9, 5.0])).tolist() == [0.25, -1.0, 1.0]


def test_values_of_a_wider_dtype_are_left_out_where_they_do_not_fit():
    """A case of int32 that is made smaller may be tried in float16."""
    domain = make_domain(-5, 5, dtype="float16").also([-2147483648.0, 60000.0, math.inf])
    with np.errstate(all="raise"):
        fitted = domain.fit(np.array([-1e9, 60000.0, math.inf]))
    assert fitted.tolist() == [-5.0, 60000.0, math.inf]
