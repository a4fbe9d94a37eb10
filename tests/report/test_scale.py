"""Where numbers stand along an axis of a plot."""

import math
from itertools import pairwise

import pytest

from grader.report.html.scale import scale_of


def labels(scale, most=5):
    return [tick.label for tick in scale.ticks(most)]


def test_ordinary_numbers_stand_evenly():
    scale = scale_of([0.0, 1.0, 4.0])
    assert scale.threshold is None
    assert math.isclose(scale.at(2.0) - scale.at(1.0), scale.at(4.0) - scale.at(3.0))
    assert labels(scale) == ["0", "1", "2", "3", "4"]


def test_numbers_of_many_sizes_stand_by_powers_of_ten():
    scale = scale_of([1e-6, 1e-5, 1.0])
    assert math.isclose(scale.at(1e-4) - scale.at(1e-5), scale.at(1e-1) - scale.at(1e-2))
    assert labels(scale) == ["1", "0.01", "1e-04", "1e-06"]


def test_powers_of_ten_go_to_both_sides_of_0():
    scale = scale_of([-1e3, 0.0, 1.0, 1e3, 1.0, -1.0])
    assert scale_of([-1e3, 1e3]).threshold is None
    assert scale.at(0.0) == 0.5
    assert math.isclose(scale.at(-10.0), 1 - scale.at(10.0))
    assert {"0", "100", "-100"} <= set(labels(scale, 7))


@pytest.mark.parametrize(
    "values",
    [[0.0], [5.0, 5.0], [-2.0, 3.0], [1e9, 1e9 + 1], [1e-320, 1.0], [-1.7e308, 1.7e308], [5e-324, 0.0], [-1e300, 1e-300], [1e200]],
    ids=str,
)
@pytest.mark.parametrize("powers", [False, True])
def test_larger_numbers_stand_further_and_every_tick_on_the_axis(values, powers):
    scale = scale_of(values, powers=powers)
    places = [scale.at(value) for value in sorted(values)]
    assert all(0 <= place <= 1 for place in places)
    assert all(before <= after for before, after in pairwise(places))
    ticks = scale.ticks(5)
    assert ticks
    assert all(0 <= tick.at <= 1 for tick in ticks)
    assert len({tick.label for tick in ticks}) == len(ticks)


@pytest.mark.parametrize("exponent", range(-300, 301, 25))
def test_a_tick_stands_where_the_number_that_it_names_stands(exponent):
    scale = scale_of([0.0, 10.0**exponent, 3 * 10.0 ** (exponent + 3), 10.0 ** (exponent + 1)], powers=True)
    assert all(math.isclose(scale.at(float(tick.label)), tick.at, abs_tol=1e-12) for tick in scale.ticks(5))


def test_what_is_no_number_has_a_lane_beyond_them():
    scale = scale_of([1.0, math.nan, 2.0, math.inf, -math.inf])
    places = [scale.at(value) for value in (-math.inf, 1.0, 2.0, math.inf, math.nan)]
    assert places == sorted(places)
    assert len(set(places)) == 5
    assert [tick.label for tick in scale.ticks(3) if tick.rim] == ["-inf", "inf", "nan"]
    assert scale_of([1.0, 2.0]).inner == (0.0, 1.0)


def test_two_axes_can_go_by_the_same_powers():
    one = scale_of([1e-6, 1.0, 1e-6, 1e-5])
    assert scale_of([2.0, 3.0], like=one).threshold == one.threshold
