"""Hints one by one, the solution after solving or giving up."""

from __future__ import annotations

import pytest

from grader.coach import Hint, may_see_solution, next_hint
from grader.model.enums import Verdict
from grader.store import Store

HINTS = ("What is exp(710)?", "Adding a constant changes nothing.", "Subtract the maximum.")


@pytest.fixture
def store(tmp_path):
    with Store.open(tmp_path) as store:
        yield store


def test_each_call_shows_one_more_hint_and_all_earlier_ones(make_exercise, store):
    exercise = make_exercise()
    assert next_hint(exercise, store) == Hint(HINTS[:1], 3, new=True)
    assert next_hint(exercise, store) == Hint(HINTS[:2], 3, new=True)
    assert next_hint(exercise, store) == Hint(HINTS, 3, new=True)
    assert next_hint(exercise, store) == Hint(HINTS, 3, new=False)


def test_the_next_session_goes_on_where_the_last_one_ended(make_exercise, tmp_path):
    with Store.open(tmp_path) as store:
        next_hint(make_exercise(), store)
    with Store.open(tmp_path) as store:
        assert next_hint(make_exercise(), store).shown == HINTS[:2]


def test_the_hints_of_one_exercise_are_not_those_of_its_namesake(make_exercise, store):
    next_hint(make_exercise(), store)
    assert next_hint(make_exercise(bank="course"), store).shown == HINTS[:1]


def test_an_exercise_without_hints_has_none_and_remembers_nothing(make_exercise, store):
    assert next_hint(make_exercise(hints=[]), store) is None
    assert store.progress().standings == {}


def test_an_exercise_that_lost_a_hint_shows_those_that_are_left(make_exercise, store):
    for _ in range(3):
        next_hint(make_exercise(), store)
    assert next_hint(make_exercise(hints=["only"]), store) == Hint(("only",), 1, new=False)


def test_the_solution_is_shown_after_solving_and_not_before(make_exercise, make_report, store):
    exercise = make_exercise()
    assert not may_see_solution(exercise, store.progress())
    store.add(make_report("stable-softmax", Verdict.WRONG))
    assert not may_see_solution(exercise, store.progress())
    store.add(make_report("stable-softmax", Verdict.PASS))
    assert may_see_solution(exercise, store.progress())


def test_the_solution_is_shown_to_who_gave_up(make_exercise, store):
    store.give_up("stable-softmax")
    assert may_see_solution(make_exercise(), store.progress())
    assert not may_see_solution(make_exercise(bank="course"), store.progress())


def test_the_solution_stays_visible_when_the_exercise_changes(make_exercise, make_report, store):
    store.add(make_report("stable-softmax", digest="old"))
    assert may_see_solution(make_exercise(digest="new"), store.progress())
