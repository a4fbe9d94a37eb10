"""What a finding keeps for the plots of its page."""

import numpy as np
import pytest
from judging import case, judged, returned

from grader.judge import finding
from grader.model.case import Call, Expected
from grader.model.enums import Fact

ROW = np.array([1.0, 2.0, 4.0])


def found(value, got, **more):
    """The finding of the first failure of a case on which `got` came back."""
    item = judged(case(), Call({}), value, returned(got))
    return finding(item.failures[0], item, **{"entries": True, **more})


def test_entries_are_kept_with_the_tolerance_of_each():
    entries = found(ROW, np.array([1.0, 2.0, 5.0])).entries
    assert (entries.case, entries.got.data, entries.expected.data) == ("case 1", [1.0, 2.0, 5.0], [1.0, 2.0, 4.0])
    assert entries.tolerance.data == [2e-12, 3e-12, 5e-12]


def test_they_are_those_of_the_case_as_it_was_drawn():
    drawn = judged(case(name="case 7"), Call({}), ROW, returned(-ROW))
    shown = found(ROW[:1], -ROW[:1], shrunk_from=drawn)
    assert shown.got_value.data == [-1.0]
    assert (shown.entries.case, shown.entries.got.data) == ("case 7", [-1.0, -2.0, -4.0])
    assert shown.from_shape == "B=2, N=3"


def test_of_several_parts_they_are_those_of_the_part_that_fails():
    shown = found((ROW, {"W1": ROW}), (ROW, {"W1": -ROW}))
    assert shown.part == '[1]["W1"]'
    assert shown.entries.got.data == [-1.0, -2.0, -4.0]


def test_what_is_not_finite_is_kept_as_text():
    assert found(ROW, np.array([np.nan, np.inf, 4.0])).entries.got.data == ["nan", "inf", 4.0]


def test_one_tolerance_for_all_is_that_of_each():
    item = judged(case(), Call({}), ROW, returned(-ROW))
    item = type(item)(item.case, item.call, Expected(ROW, 0.5), item.seen, item.failures)
    assert finding(item.failures[0], item, entries=True).entries.tolerance.data == [0.5, 0.5, 0.5]


@pytest.mark.parametrize(
    ("value", "got"),
    [
        (1.0, 2.0),
        (ROW[:1], -ROW[:1]),
        (ROW, ROW[:2]),
        (ROW, None),
        (ROW, [1.0, 2.0, 5.0]),
        (np.array([True, False]), np.array([True, True])),
        ("one", "two"),
        (np.zeros(401), np.ones(401)),
    ],
    ids=["number", "one entry", "other shape", "nothing", "list", "truth values", "text", "large"],
)
def test_where_there_is_nothing_to_plot_none_are_kept(value, got):
    assert found(value, got).entries is None


def test_they_are_kept_where_they_are_asked_for_alone():
    assert found(ROW, -ROW, entries=False).entries is None
    assert found(ROW, -ROW).fact is Fact.VALUES_DIFFER
