"""Overviews in the terminal."""

import json
from datetime import UTC, datetime, timedelta

import pytest

from grader.model.enums import Difficulty, Form, State, Verdict
from grader.model.exercise import Summary
from grader.model.progress import Attempt, Progress, Standing
from grader.report.screen import Screen, columns
from grader.report.terminal.listing import attempts, bar, listing, listing_json, progress_json, progress_table, status
from tests.report.samples import SOFTMAX

AT = datetime(2024, 6, 11, 12, 3, tzinfo=UTC)


def summary(key, track, title, difficulty=Difficulty.EASY, minutes=10):
    bank, _, name = key.rpartition("/")
    return Summary(name, bank, track, title, difficulty, minutes, Form.CODE, (), "now")


SUMMARIES = (
    summary("stable-softmax", "numerics", "Stable softmax"),
    summary(
        "log-sum-exp",
        "numerics",
        "Log-sum-exp of logits that overflow when taken as they come",
        Difficulty.MEDIUM,
        15,
    ),
    summary("adam-step", "optimization", "One Adam step", Difficulty.MEDIUM, 15),
    summary("backprop-two-layer-batched", "neural-networks", "Backpropagation through two layers", Difficulty.HARD, 120),
    summary("course/entropy", "probability", "Entropy in bits"),
)
PROGRESS = Progress(
    {
        "stable-softmax": Standing(attempts=3, last_verdict=Verdict.PASS, solved_at=AT, passed_digests=frozenset({"now"})),
        "log-sum-exp": Standing(attempts=1, last_verdict=Verdict.PASS, solved_at=AT, passed_digests=frozenset({"before"})),
        "adam-step": Standing(attempts=2, last_verdict=Verdict.WRONG, hints=1),
        "course/entropy": Standing(gave_up_at=AT),
    },
    "adam-step",
    AT,
)


def attempt(number, verdict, *, digest="d" * 64, seed=7):
    at = AT + timedelta(minutes=number)
    return Attempt(
        id=number, exercise="stable-softmax", verdict=verdict, at=at, seed=seed, digest=digest, seconds=0.21, path="s.py", answer=""
    )


MADE = (attempt(1, Verdict.NOT_STARTED, seed=None), attempt(4, Verdict.WRONG, digest="old"), attempt(12, Verdict.PASS))


@pytest.mark.parametrize("color", [False, True], ids=["plain", "color"])
@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("list", lambda screen: listing(SUMMARIES, PROGRESS, screen)),
        ("progress", lambda screen: progress_table(SUMMARIES, PROGRESS, screen)),
        ("status", lambda screen: status(SUMMARIES, PROGRESS, screen)),
        ("log", lambda screen: attempts(SOFTMAX, MADE, screen, zone=UTC)),
    ],
)
def test_the_full_text(name, text, color, snapshot):
    snapshot(f"listing/{name}{'.color' * color}.txt", text(Screen(color=color)))


@pytest.mark.parametrize("width", [60, 80, 120])
def test_it_fits_the_screen(width):
    for text in (listing(SUMMARIES, PROGRESS, Screen(width=width)), progress_table(SUMMARIES, PROGRESS, Screen(width=width))):
        assert max(map(columns, text.split("\n"))) <= width


def test_a_title_is_cut_between_words():
    assert "Backpropagation through two..." in listing(SUMMARIES, PROGRESS, Screen(width=80))
    assert "Backpropagation through..." in listing(SUMMARIES, PROGRESS, Screen(width=79))


def test_every_state_has_a_word_and_a_mark_without_colour():
    *rows, legend, _, _ = listing(SUMMARIES, PROGRESS).split("\n")
    for mark, word in [("[x]", "done"), ("[!]", "changed"), ("[~]", "tried"), ("[ ]", "todo"), ("[-]", "gave up")]:
        assert any(row.startswith(mark) for row in rows)
        assert f"{mark} {word}" in legend


def test_the_next_command_follows_from_where_one_is():
    assert status(SUMMARIES, PROGRESS).endswith("next     dlprep check adam-step")
    assert status(SUMMARIES, Progress(PROGRESS.standings, "stable-softmax")).endswith("next     dlprep next")
    assert status(SUMMARIES, Progress({}, "adam-step")).endswith("next     dlprep next adam-step")
    assert status(SUMMARIES, Progress()).endswith("next     dlprep next")
    assert status(SUMMARIES, Progress({}, "no-longer-there")).endswith("next     dlprep next")


def test_nothing_found_and_nothing_tried_are_told():
    assert listing((), PROGRESS) == "no exercise fits\nnext     dlprep list"
    assert attempts(SOFTMAX, ()) == "stable-softmax   not tried yet\nnext     dlprep next stable-softmax"


@pytest.mark.parametrize(("done", "total", "full"), [(0, 4, 0), (1, 100, 1), (99, 100, 19), (4, 4, 20), (0, 0, 0)])
def test_a_bar_is_full_only_when_all_is_done(done, total, full):
    assert bar(done, total) == "#" * full + "." * (20 - full)


def test_lists_are_json_too():
    told = json.loads(listing_json(SUMMARIES, PROGRESS))
    assert (told["schema"], told["current"]) == (1, "adam-step")
    assert {row["exercise"]: row["state"] for row in told["exercises"]} == {
        "stable-softmax": State.SOLVED,
        "log-sum-exp": State.CHANGED,
        "adam-step": State.TRIED,
        "backprop-two-layer-batched": State.NEW,
        "course/entropy": State.GAVE_UP,
    }


def test_progress_is_json_too():
    told = json.loads(progress_json(SUMMARIES, PROGRESS))
    assert (told["done"], told["total"]) == (1, 5)
    assert told["tracks"][0] == {
        "track": "numerics",
        "total": 2,
        "states": {"new": 0, "tried": 0, "solved": 1, "changed": 1, "gave up": 0},
    }
