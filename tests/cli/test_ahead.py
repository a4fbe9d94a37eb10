"""Checks that begin before the command line is read: the same verdicts, whatever was kept for them."""

import os
import subprocess
import sys
import time
from pathlib import Path

import pytest
from levels import LOCKED

from grader import cache, load_bank
from grader.bank import answer_source, reference_source

pytestmark = pytest.mark.skipif(not LOCKED, reason="begun in a fork, which is made for L2 alone")
EXERCISE = load_bank().exercise("stable-softmax")
SCRIPT = Path(sys.executable).with_name("dlprep")


@pytest.fixture
def check(tmp_path):
    """Run the installed command in a workspace that holds the reference."""
    answer = tmp_path / "solutions" / EXERCISE.answer_name
    answer.parent.mkdir()
    answer.write_text(reference_source(EXERCISE))
    kept = {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}
    environment = kept | {cache.VARIABLE: str(tmp_path / "cache"), "DLPREP_BACKGROUND": "0"}

    def run(*words, exercise=(EXERCISE.id,)):
        done = subprocess.run(
            [SCRIPT, "check", *exercise, *words], env=environment, cwd=tmp_path, capture_output=True, text=True, check=False
        )
        assert done.stderr == ""
        return done.returncode, done.stdout.split()[0]

    run.answer, run.cache = answer, tmp_path / "cache"
    return run


def lines(check):
    return sorted(check.cache.glob("truth/*/lines-*"))


def altered(path, change):
    """Change what an entry of the cache holds, and its checksum with it."""
    before = os.environ.get(cache.VARIABLE)
    os.environ[cache.VARIABLE] = str(path.parents[2] if path.parent.parent.name == "truth" else path.parents[1])
    try:
        name = path.relative_to(os.environ[cache.VARIABLE]).parts
        cache.write(change(cache.read(*name)), *name)
    finally:
        os.environ[cache.VARIABLE] = before


def test_what_is_said_first_is_kept_and_right(check):
    assert check() == (0, "PASS")
    assert len(lines(check)) == 1
    assert check() == (0, "PASS")
    check.answer.write_text(answer_source(EXERCISE, EXERCISE.content.mistakes[0]))
    assert check() == (1, "WRONG")
    check.answer.write_text(reference_source(EXERCISE))
    assert check("--seed", "5") == (0, "PASS")
    assert check("--seed", "5") == (0, "PASS")
    assert len(lines(check)) == 2


def test_the_current_exercise_is_meant_where_none_is_named(check):
    assert check() == (0, "PASS")
    assert check(exercise=()) == (0, "PASS")
    assert check("--seed", "5", exercise=()) == (0, "PASS")
    assert check("--seed", "5", exercise=()) == (0, "PASS")


CHANGES = {
    "other questions": lambda data: data[::-1],
    "fewer questions": lambda data: data[: len(data) // 2],
    "more questions": lambda data: data + data,
    "none": lambda data: b"",
}


@pytest.mark.parametrize("name", CHANGES)
def test_other_lines_change_nothing(check, name):
    assert check() == (0, "PASS")
    altered(lines(check)[0], CHANGES[name])
    assert check() == (0, "PASS")


def test_terms_of_an_older_exercise_change_nothing(check):
    assert check() == (0, "PASS")
    (kept,) = check.cache.glob("ahead/*")
    altered(kept, lambda data: data.replace(b'"limits":{', b'"limits":{"memory_mb":600'))
    assert b'"memory_mb":600' in kept.read_bytes()
    assert check() == (0, "PASS")


@pytest.mark.parametrize("entry", [b"", b"\xff", b"[]", b"{}", b'{"stamp":[1,2,3],"record":7}'])
def test_an_entry_of_another_version_counts_as_none(check, entry):
    assert check() == (0, "PASS")
    altered(next(check.cache.glob("ahead/*")), lambda _: entry)
    assert check() == (0, "PASS")


@pytest.mark.parametrize("text", ["\ufeff", "# coding: latin-1\n", "# é\n", "\x00"])
def test_an_answer_that_needs_a_closer_look_gets_it(check, text):
    assert check() == (0, "PASS")
    check.answer.write_text(text + reference_source(EXERCISE), encoding="utf-8")
    expected = {"\x00": (1, "UNREADABLE")}.get(text, (0, "PASS"))
    assert check() == expected


def test_an_answer_that_was_removed_is_missing(check):
    assert check() == (0, "PASS")
    check.answer.unlink()
    assert check()[1] == "MISSING"


def test_an_answer_that_hangs_is_ended(check):
    assert check() == (0, "PASS")
    check.answer.write_text("import time\ndef softmax(x, axis=-1):\n    time.sleep(600)\n")
    begun = time.monotonic()
    assert check() == (1, "TIMEOUT")
    assert time.monotonic() - begun < 60
