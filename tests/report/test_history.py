"""The page over the whole history."""

import re
from datetime import UTC, datetime, timedelta

import pytest

from grader.model.enums import Difficulty, Form, Verdict
from grader.model.exercise import Summary
from grader.model.progress import Attempt, Standing
from grader.report.html import HistoryRow, history_page
from grader.report.html.history import MARKS, spent
from tests.report.pages import Page

AT = datetime(2024, 6, 11, 12, 3, tzinfo=UTC)


def summary(key, track="numerics", title="A title"):
    return Summary(key, "", track, title, Difficulty.EASY, 10, Form.CODE, (), "now")


def attempt(number, verdict, at):
    return Attempt(id=number, exercise="x", verdict=verdict, at=at, seed=1, digest="now", seconds=0.5, path="", answer="")


def made(*verdicts, first=1):
    """One attempt a day."""
    return tuple(attempt(first + day, verdict, AT + timedelta(days=day)) for day, verdict in enumerate(verdicts))


SOLVED = Standing(attempts=3, last_verdict=Verdict.PASS, solved_at=AT, passed_digests=frozenset({"now"}))
SOFTMAX, LOGSUMEXP = summary("stable-softmax", title="Stable softmax"), summary("log-sum-exp", title="Log-sum-exp")
ADAM = summary("adam-step", "optimization", "One Adam step")
ROWS = (
    HistoryRow("stable-softmax", SOFTMAX, SOLVED, made(Verdict.WRONG, Verdict.ERRORED, Verdict.PASS)),
    HistoryRow("log-sum-exp", LOGSUMEXP, Standing()),
    HistoryRow("adam-step", ADAM, Standing(attempts=1), made(Verdict.TIMEOUT, first=9)),
    HistoryRow("old/one", None, SOLVED, made(Verdict.PASS, first=20)),
)


def page(rows=ROWS, **given):
    return Page(history_page(rows, at=AT, zone=UTC, **given))


def test_it_says_how_far_one_is():
    words = page().words
    assert "2 of 4 exercises done 5 attempts on 3 days, 2.5 s of checking" in words
    assert "numerics 1 of 2" in words


def test_every_attempt_leads_to_its_page():
    links = page().all("a")
    assert {link["href"] for link in links} == {f"attempt-{number}.html" for number in (1, 2, 3, 9, 20)}
    assert [link["title"] for link in links if "title" in link][:3] == [
        "attempt 1: WRONG, 2024-06-11 12:03",
        "attempt 2: ERRORED, 2024-06-12 12:03",
        "attempt 3: PASS, 2024-06-13 12:03",
    ]


def test_an_attempt_without_a_page_is_no_link():
    rows = (HistoryRow("a", summary("a"), SOLVED, made(Verdict.PASS), frozenset({1})),)
    assert page(rows).all("a") == []


def test_pages_may_be_named_otherwise():
    assert {link["href"] for link in page(page_name="checks/{}.html".format).all("a")} >= {"checks/9.html"}


def test_the_verdict_is_words_and_shape_not_colour_alone():
    read = page()
    assert "✓ done" in read.words
    assert "○ todo" in read.words
    assert "TIMEOUT, 2024-06-11 12:03" in read.words
    assert [given["class"] for given in read.all("a") if "mark" in given.get("class", "")][:3] == [
        "mark bad",
        "mark bad",
        "mark good",
    ]


def test_an_exercise_that_left_its_bank_keeps_its_row():
    words = page().words
    assert "no longer in a bank" in words
    assert "old/one" in words


def test_only_the_latest_attempts_are_drawn_and_all_are_counted():
    read = page((HistoryRow("a", summary("a"), Standing(attempts=500), made(*[Verdict.WRONG] * 500)),))
    assert len([given for given in read.all("a") if "mark" in given.get("class", "")]) == MARKS
    assert "500 attempts" in read.words


def test_an_empty_history_says_how_to_begin():
    assert "No exercise yet. Begin with dlprep next" in page(()).words


def test_tables_keep_their_meaning_when_they_are_laid_out_as_cards():
    read = page()
    assert all(given.get("role") == "table" for given in read.all("table"))
    assert all(given.get("role") == "row" for given in read.all("tr"))
    assert all("scope" in given for given in read.all("th"))


@pytest.mark.parametrize("text", ["<script>alert(1)</script>", "\u202ex", '" onmouseover="alert(1)'])
def test_titles_and_keys_are_escaped(text):
    markup = history_page((HistoryRow(text, summary(text, text, text), SOLVED, made(Verdict.PASS)),), zone=UTC)
    read = Page(markup)
    assert not read.all("script")
    assert not [key for _, given in read.elements for key in given if key.startswith("on")]
    assert not re.search("[\u202a-\u202e]", markup)


@pytest.mark.parametrize(("seconds", "text"), [(0.04, "0.0 s"), (59.9, "59.9 s"), (60, "1 min"), (5400, "1.5 h")])
def test_time_is_told_in_the_unit_that_fits(seconds, text):
    assert spent(seconds) == text
