import math

import numpy as np
import pytest

from grader.model.enums import Stratum
from grader.sample.bits import uniforms
from grader.sample.domain import make_domain
from grader.sample.strata import draw_values, needed

SEEDS = range(200)


def drawn(domain, stratum, seed, size=12):
    return draw_values(domain, stratum, (size,), uniforms(np.array([seed], dtype=np.uint64), needed(size))[0])


def all_drawn(domain, stratum):
    return np.concatenate([drawn(domain, stratum, seed) for seed in SEEDS])


@pytest.mark.parametrize("stratum", [Stratum.PLAIN, Stratum.INTEGER, Stratum.SPECIAL, Stratum.EXTREME, Stratum.TIE, Stratum.EDGE])
@pytest.mark.parametrize("dtype", ["float64", "float32", "float16", "int64", "int8", "uint8", "bool"])
@pytest.mark.parametrize("bounds", [(-3, 3), (0.5, 7.25), (0, 1e4)])
def test_every_value_is_valid_in_its_dtype(stratum, dtype, bounds):
    if dtype == "bool" and bounds[0] == 0.5:
        bounds = (0.5, 1)
    domain = make_domain(*bounds, dtype=dtype, extreme=(bounds[0], 50_000), special=(1.0,))
    values = all_drawn(domain, stratum)
    assert np.array_equal(domain.fit(values), values), (stratum, dtype)
    assert np.array_equal(values.astype(dtype).astype(float), values)


def test_plain_values_spread_evenly():
    values = all_drawn(make_domain(-2, 6), Stratum.PLAIN)
    counts = np.histogram(values, bins=8, range=(-2, 6))[0]
    assert abs(counts - 300).max() < 5 * math.sqrt(300)


def test_a_logarithmic_scale_gives_every_decade_its_share():
    values = all_drawn(make_domain(1e-9, 1e3, log=True), Stratum.PLAIN)
    counts = np.histogram(np.log10(values), bins=12, range=(-9, 3))[0]
    assert abs(counts - 200).max() < 5 * math.sqrt(200)


def test_a_logarithmic_scale_reaches_past_the_range_of_a_quotient():
    values = all_drawn(make_domain(1e-300, 1e300, log=True), Stratum.PLAIN)
    assert values.min() < 1e-250
    assert values.max() > 1e250


def test_a_range_wider_than_the_largest_number_is_drawn():
    values = all_drawn(make_domain(-1.5e308, 1.5e308), Stratum.PLAIN)
    assert np.isfinite(values).all()
    assert values.min() < -1e308
    assert values.max() > 1e308


def test_whole_numbers_take_every_value_of_their_range():
    assert set(all_drawn(make_domain(-2, 3, whole=True), Stratum.PLAIN)) == {-2, -1, 0, 1, 2, 3}


def test_the_integer_stratum_of_reals_is_small_whole_numbers():
    assert set(all_drawn(make_domain(-500, 500), Stratum.INTEGER)) == set(range(-9, 10))


def test_the_integer_stratum_takes_nice_values_where_the_range_has_no_whole_number():
    assert set(all_drawn(make_domain(0.2, 0.95, nice=(0.5, 0.9)), Stratum.INTEGER)) == {0.5, 0.9}


def test_special_values_come_alone_and_among_others():
    domain = make_domain(-1, 1, special=(-math.inf, 0.0))
    arrays = [drawn(domain, Stratum.SPECIAL, seed) for seed in SEEDS]
    special = [np.isin(array, domain.special) for array in arrays]
    assert any(found.all() for found in special)
    assert any(0 < found.sum() < found.size for found in special)
    assert set(np.concatenate(arrays)[np.concatenate(special)]) == {-math.inf, 0.0}


def test_without_special_values_zero_one_and_the_ends_are_mixed_in():
    assert {0.0, 1.0, -1.0, -2.5, 4.5} <= set(all_drawn(make_domain(-2.5, 4.5), Stratum.SPECIAL))


def test_extremes_come_alone_mixed_and_close_together():
    domain = make_domain(-5, 5, extreme=(-2000, 2000))
    arrays = [drawn(domain, Stratum.EXTREME, seed) for seed in SEEDS]
    assert any(np.abs(array).max() > 1900 for array in arrays)
    assert any((np.abs(array) <= 5).sum() >= 3 and np.abs(array).max() > 1000 for array in arrays)
    assert any(np.abs(array).min() > 500 and np.ptp(array) <= 10 for array in arrays)


def test_without_extremes_the_ends_of_the_range_are_drawn():
    values = all_drawn(make_domain(-5, 5), Stratum.EXTREME)
    assert (values == -5).mean() > 0.15
    assert (values == 5).mean() > 0.15


def test_ties_are_one_to_three_values():
    counts = {len(set(drawn(make_domain(-5, 5), Stratum.TIE, seed))) for seed in SEEDS}
    assert counts == {1, 2, 3}
