"""Which exercise comes next, as a learner meets it: with a store, from the first command to the last exercise."""

from __future__ import annotations

import random
from itertools import pairwise

import pytest

from grader.coach import choose_next, order
from grader.coach.ordering import TRACKS
from grader.model.enums import Difficulty, Verdict
from grader.store import Store


@pytest.fixture
def store(tmp_path):
    with Store.open(tmp_path) as store:
        yield store


@pytest.fixture
def chain(make_summary):
    """a, then b that needs it, then c that needs b, and d that needs nothing and is harder than all."""
    return (
        make_summary("d", difficulty="hard"),
        make_summary("c", "b"),
        make_summary("b", "a"),
        make_summary("a", difficulty="medium"),
    )


def keys(summaries):
    return [summary.key for summary in summaries]


def chosen(summaries, store, after=None):
    found = choose_next(summaries, store.progress(), after)
    return found and found.key


def solve(store, make_report, key, digest="new"):
    store.set_current(key)
    store.add(make_report(key, digest=digest))


def test_each_comes_after_what_it_needs_and_easy_before_hard(chain):
    assert keys(order(chain)) == ["a", "b", "c", "d"]


def test_among_equals_tracks_come_as_they_build_on_each_other_and_short_before_long(make_summary):
    summaries = [
        make_summary("other", track="zoology"),
        make_summary("another", track="astronomy"),
        make_summary("long", track="numerics", minutes=30),
        make_summary("short", track="numerics", minutes=5),
        make_summary("first", track="linear-algebra", minutes=60),
        make_summary("hard", track="linear-algebra", difficulty="hard"),
        make_summary("theirs", track="linear-algebra", bank="course"),
    ]
    assert keys(order(summaries)) == ["first", "short", "long", "another", "other", "course/theirs", "hard"]


def test_needs_that_are_not_there_are_ignored(make_summary):
    assert keys(order([make_summary("b", "gone"), make_summary("a", "b", "gone")])) == ["b", "a"]


def test_needs_are_looked_for_in_the_own_bank_first(make_summary):
    summaries = [
        make_summary("softmax"),
        make_summary("softmax", bank="course", difficulty="hard"),
        make_summary("loss", "softmax", bank="course"),
        make_summary("other", "softmax", "dot", bank="course2"),
        make_summary("dot", difficulty="medium"),
    ]
    ordered = keys(order(summaries))
    assert ordered.index("course/softmax") < ordered.index("course/loss")
    assert ordered.index("softmax") < ordered.index("course2/other")
    assert ordered.index("dot") < ordered.index("course2/other") < ordered.index("course/softmax")


def test_needs_in_a_circle_lose_no_exercise(make_summary):
    summaries = [make_summary("a", "b"), make_summary("b", "a"), make_summary("c"), make_summary("d", "d")]
    assert keys(order(summaries)) == ["c", "a", "b", "d"]


@pytest.mark.parametrize("seed", range(20))
def test_the_order_of_a_random_bank_is_topological_complete_and_independent_of_how_it_is_listed(make_summary, seed):
    rng = random.Random(seed)
    ids = [f"e{number}" for number in range(60)]
    summaries = [
        make_summary(
            name,
            *rng.sample(ids[:place], min(place, rng.randrange(4))),
            track=rng.choice(TRACKS),
            difficulty=rng.choice(list(Difficulty)),
            minutes=rng.choice([5, 10]),
        )
        for place, name in enumerate(ids)
    ]
    ordered = order(summaries)
    places = {summary.id: place for place, summary in enumerate(ordered)}
    assert sorted(places) == sorted(ids)
    for summary in summaries:
        assert all(places[need] < places[summary.id] for need in summary.needs)
    assert order(rng.sample(summaries, len(summaries))) == ordered
    # Easy before hard: whoever follows a harder one could not have stood before it.
    ranks = list(Difficulty)
    for before, behind in pairwise(ordered):
        assert ranks.index(before.difficulty) <= ranks.index(behind.difficulty) or before.id in behind.needs


def test_a_learner_who_solves_all_meets_each_once_in_order_and_is_then_done(chain, store, make_report):
    met = []
    while key := chosen(chain, store):
        met.append(key)
        solve(store, make_report, key)
    assert met == ["a", "b", "c", "d"]
    assert chosen(chain, store) is None


def test_an_empty_bank_has_no_next(store):
    assert chosen([], store) is None


def test_an_unfinished_current_exercise_is_never_left_by_itself(chain, store, make_report):
    store.set_current("d")
    assert chosen(chain, store) == "d"
    store.add(make_report("d", Verdict.WRONG))
    assert chosen(chain, store) == "d"
    store.add(make_report("a"))
    assert chosen(chain, store) == "d"


def test_after_the_last_it_goes_on_with_the_first_that_is_open(chain, store, make_report):
    solve(store, make_report, "d")
    assert chosen(chain, store) == "a"


def test_nobody_is_sent_to_an_exercise_whose_needs_are_open(make_summary, store, make_report):
    summaries = [make_summary("a"), make_summary("b"), make_summary("c", "a")]
    solve(store, make_report, "b")
    assert keys(order(summaries)) == ["a", "b", "c"]
    assert chosen(summaries, store) == "a"


def test_one_that_is_left_on_purpose_comes_again_behind_the_others(chain, store, make_report):
    store.set_current("a")
    assert chosen(chain, store, after="a") == "d"
    solve(store, make_report, "d")
    assert chosen(chain, store, after="a") == "b"
    for key in "bc":
        solve(store, make_report, key)
    assert chosen(chain, store, after="c") == "a"
    assert chosen(chain, store, after="a") == "a"
    solve(store, make_report, "a")
    assert chosen(chain, store, after="a") is None


def test_an_exercise_that_changed_since_it_was_solved_comes_again_last(chain, store, make_report):
    for key in "abc":
        solve(store, make_report, key, digest="old" if key == "a" else "new")
    assert chosen(chain, store) == "d"
    solve(store, make_report, "d")
    assert chosen(chain, store) == "a"
    solve(store, make_report, "a")
    assert chosen(chain, store) is None


def test_the_last_solved_is_not_offered_at_once_because_it_changed(chain, store, make_report):
    solve(store, make_report, "a", digest="old")
    assert chosen(chain, store) == "b"


def test_a_changed_exercise_taken_up_again_is_not_left_by_itself(chain, store, make_report):
    for key in "ab":
        solve(store, make_report, key, digest="old" if key == "a" else "new")
    store.set_current("a")
    assert chosen(chain, store) == "a"
    store.add(make_report("a", Verdict.WRONG))
    assert chosen(chain, store) == "a"
    store.add(make_report("a"))
    assert chosen(chain, store) == "c"


def test_a_failed_check_of_a_changed_exercise_takes_it_up_again(chain, store, make_report):
    solve(store, make_report, "a", digest="old")
    store.add(make_report("a", Verdict.WRONG))
    assert chosen(chain, store) == "a"


def test_giving_up_moves_on_and_the_exercise_comes_again_last(chain, store, make_report):
    store.set_current("a")
    store.add(make_report("a", Verdict.WRONG))
    store.give_up("a")
    assert chosen(chain, store) == "b"
    for key in "bcd":
        solve(store, make_report, key)
    assert chosen(chain, store) == "a"


def test_one_given_up_and_tried_again_is_not_left_by_itself(chain, store, make_report):
    store.set_current("a")
    store.give_up("a")
    store.add(make_report("a", Verdict.WRONG))
    assert chosen(chain, store) == "a"


def test_a_current_exercise_that_no_bank_has_any_more_is_passed_over(chain, store):
    store.set_current("course/gone")
    assert chosen(chain, store) == "a"
