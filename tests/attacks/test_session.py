"""Each hostile answer in the sandbox: it ends in time, gains nothing, leaves nothing, and the answer beside it is graded as ever.

All 49 run at L1 and at L2, our own 30 against the design of L2 alone; at L2 as root and as an ordinary user.
"""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING, Any

import pytest
from attacking import GIVEN, OWN, SECRET, attack
from forked import in_fork
from levels import LOCKED
from users import USERS, run_as

from grader.model.enums import Level, Verdict

if TYPE_CHECKING:
    from attacking import Corpus, Told

ENOUGH = 20.0
"""Seconds: the limits of two sessions, and a busy machine."""
LOOSE = [(GIVEN, name, Level.L1, USERS[0]) for name in GIVEN.names]
TIGHT = [(corpus, name, level, user) for corpus in (GIVEN, OWN) for name in corpus.names for level in LOCKED for user in USERS]
READERS = ["09_reference_read", "10_reference_imported", "11_proc_walk", "14_signals_to_the_grader", "25_sockets"]
"""Of our own, those that can do no harm at L1 either: they look, ask and let go."""
ENTRIES = [(corpus, name) for corpus in (GIVEN, OWN) for name in corpus.names]


def named(value: object) -> str | None:
    return "" if value in (GIVEN, OWN) else None


def test_every_answer_is_expected_to_do_something() -> None:
    for corpus, count in ((GIVEN, 49), (OWN, 30)):
        assert sorted(corpus.table) == corpus.names
        assert len(corpus.names) == count


@pytest.mark.parametrize(("corpus", "name"), ENTRIES, ids=named)
def test_entry_of_the_table_is_complete(corpus: Corpus, name: str) -> None:
    entry = corpus.table[name]
    assert set(entry) <= {"verdicts", "session", "error", "credit", "l2"}
    assert {Verdict(verdict) for verdict in entry["verdicts"]}
    assert (entry["credit"] == "full") == (entry["verdicts"] == ["PASS"])


@pytest.mark.parametrize("name", OWN.names)
def test_attack_says_what_it_tries_and_why_it_is_harmless(name: str) -> None:
    said = ast.get_docstring(ast.parse(OWN.path(name).read_text(encoding="utf-8")))
    assert said is not None
    assert said.startswith("Tries: ")
    assert "\n\nHarmless: " in said


@pytest.mark.parametrize(("corpus", "name", "level", "user"), LOOSE + TIGHT, ids=named)
def test_attack_gains_nothing_and_harms_nothing(corpus: Corpus, name: str, level: Level, user: str) -> None:
    assert_harmless(run_as(user, lambda: attack(corpus, name, level)), corpus, name)


def assert_harmless(told: Told, corpus: Corpus, name: str) -> None:
    assert_as_expected(told, corpus.table[name])
    assert SECRET not in told.text
    assert "REACHED" not in told.text
    assert not set(told.text) & set("\x1b\x00\u202e")
    assert told.printed <= 64 << 10
    assert not told.alive
    assert told.left == ()
    assert told.grader[0] == told.grader[1]
    assert told.seconds < ENOUGH


@pytest.mark.skipif(not LOCKED, reason="a fork is made for L2 alone")
@pytest.mark.parametrize(("corpus", "name", "user"), [(*entry, user) for entry in ENTRIES for user in USERS], ids=named)
def test_attack_gains_nothing_in_a_fork_either(corpus: Corpus, name: str, user: str) -> None:
    environment = {"DLPREP_SECRET_TOKEN": SECRET}
    forked, told = run_as(user, lambda: in_fork("attacking", "attack_fork", corpus.answers.name, name, environment=environment))
    assert forked
    assert_harmless(told, corpus, name)


@pytest.mark.parametrize("name", READERS)
def test_attack_would_reach_something_without_the_lock(name: str) -> None:
    assert "REACHED" in attack(OWN, name, Level.L1).text


def assert_as_expected(told: Told, entry: dict[str, Any]) -> None:
    assert told.session in entry["session"], told
    if "error" in entry:
        assert told.error in entry["error"].split()
    assert told.credit == (entry["credit"] == "full",) * 3
    assert told.neighbour == (True,) * 3
