"""The order of facts (form, shape, dtype, finiteness, values) and the table of right forms."""

import msgspec
import numpy as np
import pytest
from judging import expected

from grader.judge import Terms, compare
from grader.model.case import Opaque
from grader.model.content import Contract, Freedom
from grader.model.enums import Canonical, Check, Fact

ROW = np.array([1.0, 2.0, 4.0])


@pytest.mark.parametrize("got", [2.0, 2, np.float64(2), np.float32(2), np.int64(2), np.array(2.0), np.array(2, dtype=np.float32)])
@pytest.mark.parametrize("dtype", ["float64", "float32", "int64"])
def test_a_number_may_come_in_any_real_form(failures, got, dtype):
    assert failures(2.0, got, Contract(dtype="preserve"), dtype=dtype) == []


@pytest.mark.parametrize("got", ["2.0", [2.0], (2.0,), {"a": 2.0}, Opaque("numpy.matrix"), Opaque("Lazy")])
def test_a_number_in_another_form_is_no_number(failures, got):
    (failure,) = failures(2.0, got)
    assert failure.fact is Fact.WRONG_FORM


def test_a_bool_is_no_number_and_a_number_no_bool(failures):
    assert failures(True, 1)[0].fact is Fact.WRONG_FORM
    assert failures(1.0, True)[0].fact is Fact.WRONG_DTYPE
    assert failures(True, np.bool_(True)) == []
    assert failures(True, False)[0].fact is Fact.VALUES_DIFFER


def test_tuples_and_lists_stand_for_each_other(failures):
    assert failures((ROW, 1.0), [ROW, 1.0]) == []
    assert failures([ROW, ROW], (ROW, ROW)) == []


def test_a_tuple_of_another_length_is_told_by_its_length(failures):
    (failure,) = failures((ROW, 1.0), (ROW,))
    assert (failure.fact, failure.expected, failure.got) == (Fact.WRONG_LENGTH, 2, 1)


def test_a_dict_may_hold_more_keys_but_not_fewer(failures):
    assert failures({"a": 1.0}, {"a": 1.0, "extra": "text"}) == []
    (failure,) = failures({"a": 1.0, "b": 2.0}, {"a": 1.0})
    assert (failure.fact, failure.names) == (Fact.MISSING_KEY, ("b",))


def test_nothing_returned_is_told_as_such(failures):
    assert failures(ROW, None)[0].fact is Fact.RETURNED_NOTHING


def test_each_wrong_part_is_named(failures):
    found = failures((1.0, {"W": ROW, "b": ROW}), (2.0, {"W": ROW + 1, "b": ROW}))
    assert [failure.part for failure in found] == ["[0]", '[1]["W"]']


@pytest.mark.parametrize("got", [ROW[:, None], ROW[None], ROW[:2], np.float64(1), np.empty(0)])
def test_shapes_never_broadcast(failures, got):
    (failure,) = failures(ROW, got)
    assert (failure.check, failure.expected, failure.got) == (Check.SHAPE, (3,), got.shape)


@pytest.mark.parametrize(
    ("promise", "dtype", "accepted"),
    [
        ("preserve", "float32", {"float32"}),
        ("preserve", "float64", {"float64"}),
        ("preserve", "int64", {"float64"}),
        ("float64", "float32", {"float64"}),
        ("any", "float32", {"float32", "float64", "int64"}),
        ("any", "float64", {"float64", "int64"}),
    ],
)
def test_dtypes_of_arrays(failures, promise, dtype, accepted):
    for given in ("float16", "float32", "float64", "int64"):
        found = failures(ROW, ROW.astype(given), Contract(dtype=promise), dtype=dtype)
        assert (found == []) is (given in accepted), given


@pytest.mark.parametrize("given", ["complex128", "bool"])
def test_no_contract_takes_complex_or_bool_for_real(failures, given):
    assert failures(ROW, ROW.astype(given))[0].fact is Fact.WRONG_DTYPE


def test_nan_equals_nan_and_nothing_else(failures):
    assert failures(np.array([np.nan, 1.0]), np.array([np.nan, 1.0])) == []
    assert failures(np.array([np.nan, 1.0]), np.array([0.0, 1.0]))[0].fact is Fact.NOT_FINITE
    assert failures(np.array([0.0, 1.0]), np.array([np.nan, 1.0]))[0].fact is Fact.NOT_FINITE


def test_infinities_must_have_the_right_sign(failures):
    assert failures(np.array([np.inf, 1.0]), np.array([np.inf, 1.0])) == []
    assert failures(np.array([np.inf, 1.0]), np.array([-np.inf, 1.0]))[0].check is Check.AGREES
    assert failures(np.array([np.inf, 1.0]), np.array([1e308, 1.0]))[0].check is Check.FINITE


def test_a_difference_is_told_at_its_worst_entry(failures):
    (failure,) = failures(ROW, ROW + np.array([0.0, 0.5, 0.25]))
    assert (failure.index, failure.expected, failure.got) == ((1,), 2.0, 2.5)
    assert (failure.error.wrong, failure.error.total, failure.error.absolute, failure.error.relative) == (2, 3, 0.5, 0.25)
    assert failure.wrong_at == ((1,), (2,))


def test_within_tolerance_is_right_and_beyond_is_wrong(failures):
    assert failures(ROW, ROW * (1 + 4e-13)) == []
    assert failures(ROW, ROW * (1 + 1e-11))[0].fact is Fact.VALUES_DIFFER


def test_the_tolerance_is_of_the_expected_value(failures):
    # A wrong answer cannot widen its own tolerance by being huge.
    assert failures(np.array([1.0]), np.array([1e300])) != []


def test_zero_dimensions_agree(failures):
    assert failures(np.empty((0, 3)), np.empty((0, 3))) == []


def test_texts_must_be_identical(failures):
    assert failures("saddle", "saddle") == []
    assert failures("saddle", "minimum")[0].fact is Fact.VALUES_DIFFER
    assert failures("saddle", 3)[0].fact is Fact.WRONG_FORM


@pytest.mark.parametrize(("got", "wrong"), [(ROW, 0), (-ROW, 0), (-2 * ROW, 3), (ROW * [1, 1, -1], 2), (ROW * [1, -1, 1], 1)])
def test_what_is_free_is_no_failure(got, wrong):
    wanted = msgspec.structs.replace(expected(ROW), free=Freedom(free=Canonical.SIGN))
    found = list(compare(Terms(Contract(), "float64"), wanted, got))
    assert [failure.error.wrong for failure in found] == ([wrong] if wrong else [])


def test_a_signalling_nan_is_a_nan(failures):
    signalling = np.array([0x7F810000], np.uint32).view(np.float32)
    assert failures(np.array([np.nan], np.float32), signalling, Contract(dtype="float32"), dtype="float32") == []
