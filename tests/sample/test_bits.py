import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from grader.sample.bits import fold, mix, step, step_arrays, text_key, uniforms, words

U64 = st.integers(0, 2**64 - 1)
steady = settings(derandomize=True, database=None, max_examples=100)

# Output of S. Vigna's splitmix64.c for these seeds, as published with it and in test suites of other languages.
PUBLISHED = {
    0: [0xE220A8397B1DCDAF, 0x6E789E6AA1B965F4, 0x06C45D188009454F, 0xF88BB8A8724C81EC, 0x1B39896A51A8749B],
    1234567: [6457827717110365317, 3203168211198807973, 9817491932198370423, 4593380528125082431, 16408922859458223821],
}


@pytest.mark.parametrize("seed", PUBLISHED)
def test_a_stream_is_the_published_generator(seed):
    assert words(np.array([seed], dtype=np.uint64), 5)[0].tolist() == PUBLISHED[seed]


@steady
@given(U64)
def test_one_word_and_an_array_of_words_agree(key):
    golden = 0x9E3779B97F4A7C15
    assert words(np.array([key], dtype=np.uint64), 3)[0].tolist() == [mix((key + j * golden) % 2**64) for j in (1, 2, 3)]


@steady
@given(U64, U64)
def test_keys_of_arrays_are_keys_of_their_entries(left, right):
    both = step_arrays(np.array([left], dtype=np.uint64), np.array([right], dtype=np.uint64))
    assert both.tolist() == [step(left, right)]


def test_a_longer_stream_begins_with_the_shorter_one():
    keys = np.arange(7, dtype=np.uint64)
    assert np.array_equal(words(keys, 200)[:, :64], words(keys, 64))


def test_numbers_of_any_size_make_different_keys():
    seeds = [*range(1000), 2**64, 2**64 + 1, 2**128, *(3**k for k in range(7, 300))]
    assert len({fold(seed) for seed in seeds}) == len(seeds)
    assert fold(1, 2) != fold(2, 1)


def test_names_make_the_published_fnv_keys():
    assert (text_key(""), text_key("a"), text_key("foobar")) == (0xCBF29CE484222325, 0xAF63DC4C8601EC8C, 0x85944171F73967E8)


def test_uniforms_fill_the_unit_interval_evenly():
    values = uniforms(np.arange(100, dtype=np.uint64), 1000)
    assert values.min() >= 0
    assert values.max() < 1
    counts = np.histogram(values, bins=50, range=(0, 1))[0]
    # 2000 expected in each bin, standard deviation 44.
    assert abs(counts - 2000).max() < 5 * 44


def test_uniforms_are_exact_multiples_of_the_rounding_unit():
    scaled = uniforms(np.array([5], dtype=np.uint64), 100) * 2.0**53
    assert np.array_equal(scaled, np.floor(scaled))
