"""What one call came to: exceptions, mutation, aliasing, warnings, refusals."""

import numpy as np
import pytest
from judging import case, expected, raised, returned

from grader.judge import judge
from grader.model.case import Call, Observation
from grader.model.content import Contract
from grader.model.enums import Check, Fact, Layout, Outcome, Stratum

X = np.array([[1.0, 2.0], [3.0, 4.0]])


def facts(seen, call=None, contract=None, value=1.0, **changes):
    found = judge(contract or Contract(), case(**changes), call or Call({}), expected(value), seen)
    return [failure.fact for failure in found]


def test_an_exception_is_told_before_anything_else():
    assert facts(raised("ZeroDivisionError", "ArithmeticError")) == [Fact.RAISED]


def test_a_stub_is_not_started():
    assert facts(raised("NotImplementedError", "RuntimeError")) == [Fact.NOT_STARTED]


def test_input_is_answered_with_its_own_fact():
    assert facts(raised("InputRequested", "RuntimeError")) == [Fact.ASKED_FOR_INPUT]


@pytest.mark.parametrize(("outcome", "fact"), [(Outcome.TIMEOUT, Fact.TIMED_OUT), (Outcome.CRASHED, Fact.CRASHED)])
def test_the_end_of_the_process_is_a_fact_also_where_an_exception_is_asked_for(outcome, fact):
    seen = Observation(outcome=outcome, detail="SIGSEGV")
    assert facts(seen) == [fact]
    assert facts(seen, raises="ValueError", stratum=Stratum.INVALID) == [fact]


def test_what_was_not_run_is_not_judged():
    assert facts(Observation(outcome=Outcome.NOT_RUN)) == []


def test_writing_into_a_read_only_input_is_mutation():
    seen = raised("ValueError", message="assignment destination is read-only")
    assert facts(seen, layout=Layout.READONLY) == [Fact.WROTE_READONLY]
    assert facts(seen, layout=Layout.CONTIGUOUS) == [Fact.RAISED]


def test_invalid_input_must_raise_what_was_declared_or_a_subclass():
    invalid = {"raises": "ValueError", "stratum": Stratum.INVALID}
    assert facts(raised("ValueError"), **invalid) == []
    assert facts(raised("LinAlgError", "ValueError", "Exception"), **invalid) == []
    assert facts(raised("TypeError"), **invalid) == [Fact.RAISED_OTHER]
    assert facts(returned(1.0), **invalid) == [Fact.DID_NOT_RAISE]


def test_changed_arguments_are_named_down_to_the_entry_of_a_dict():
    call = Call({"params": {"W": X, "b": X[0]}, "x": X})
    after = {"params": {"W": X, "b": X[0] + 1}, "x": X.copy()}
    (failure,) = judge(Contract(), case(), call, expected(1.0), returned(1.0, after=after))
    assert (failure.check, failure.names) == (Check.NO_MUTATION, ('params["b"]',))


@pytest.mark.parametrize(
    "after", [{"x": X + 0 * X.astype("f4")[:1]}, {"x": X.astype("f4")}, {"x": X.ravel()}, {"x": None}, {}, {"x": [1.0, 2.0]}]
)
def test_only_bit_for_bit_the_same_is_unchanged(after):
    same = "x" in after and isinstance(after["x"], np.ndarray) and after["x"].dtype == X.dtype and after["x"].shape == X.shape
    found = facts(returned(1.0, after=after), Call({"x": X}))
    assert found == ([] if same else [Fact.INPUT_CHANGED])


def test_nan_inputs_are_not_taken_for_changed():
    x = np.array([np.nan, -0.0])
    assert facts(returned(1.0, after={"x": x.copy()}), Call({"x": x})) == []
    assert facts(returned(1.0, after={"x": np.array([np.nan, 0.0])}), Call({"x": x})) == [Fact.INPUT_CHANGED]


def test_a_key_added_to_a_dict_is_a_change():
    call = Call({"params": {"W": X}})
    assert facts(returned(1.0, after={"params": {"W": X, "cache": X}}), call) == [Fact.INPUT_CHANGED]


def test_mutation_and_aliasing_may_be_allowed():
    seen = returned(1.0, after={"x": X + 1}, aliases=("x",))
    assert facts(seen, Call({"x": X})) == [Fact.INPUT_CHANGED, Fact.SHARES_MEMORY]
    assert facts(seen, Call({"x": X}), Contract(mutation="allowed", aliasing="allowed")) == []


def test_warnings_count_only_where_none_are_promised():
    overflow = "RuntimeWarning: overflow encountered in exp"
    seen = returned(1.0, warnings=(overflow, overflow, "ResourceWarning: unclosed file"))
    assert facts(seen) == []
    (failure,) = judge(Contract(warnings="none"), case(), Call({}), expected(1.0), seen)
    assert (failure.fact, failure.names) == (Fact.WARNED, (overflow,))
