"""Typed exercises from the command line: question, file, verdict, next question."""

import json

import pytest

HEAD = "format: 1\ntitle: Largest stable rate\ndifficulty: easy\nminutes: 5\n"
RATE = """form: predict
ask: Gradient descent on $f = {{a}} x^2$. Below which rate does it converge?
params: {a: {range: [2, 90]}}
answer: 1 / a
explain: The curvature is 2a.
hints: [What is the curvature?]
mistakes:
  - {name: twice, answer: 2 / a, says: The second derivative is 2a.}
"""


@pytest.fixture
def rate(dlprep):
    """The command in a workspace whose configuration names a bank with one question."""
    bank = dlprep.folder / "bank"
    (bank / "exercises" / "optimization").mkdir(parents=True)
    (bank / "reference").mkdir()
    (bank / "exercises" / "optimization" / "rate.yaml").write_text(HEAD + RATE)
    (dlprep.folder / ".dlprep").mkdir()
    (dlprep.folder / ".dlprep" / "config.toml").write_text('[banks]\nown = "bank"\n')
    dlprep("next", "own/rate")
    dlprep.answer = dlprep.folder / "solutions" / "own" / "rate.txt"
    return dlprep


def asked(dlprep):
    """The number in the question that is shown."""
    return int(dlprep("show", "own/rate").out.split("f = ")[1].split()[0])


def test_next_writes_a_file_without_an_answer_and_shows_the_question(rate):
    assert all(not line or line.startswith("#") for line in rate.answer.read_text().splitlines())
    told = rate("next", "own/rate")
    assert "question 1" in told.out
    assert rate("check").out.startswith("NOT_STARTED")


def test_a_right_answer_passes(rate):
    rate.answer.write_text(f"1/{asked(rate)}\n")
    told = rate("check")
    assert told.code == 0
    assert told.out.startswith("PASS  own/rate")
    assert "1/a" in rate("solution", "own/rate").out.replace(" ", "")


def test_a_wrong_answer_is_told_by_name_and_a_new_question_comes(rate):
    before = asked(rate)
    rate.answer.write_text(f"2/{before}\n")
    told = rate("check")
    assert told.code == 1
    assert "The second derivative is 2a. [mistake:twice]" in told.out
    assert f"expected {1 / before:.10g}" in told.out
    assert "question 2" in rate("show", "own/rate").out


def test_an_unchanged_file_is_held_against_the_question_that_it_answered(rate):
    rate.answer.write_text(f"1/{asked(rate)}\n")
    assert [rate("check").code for _ in range(3)] == [0, 0, 0]
    assert "question 2" in rate("show", "own/rate").out


def test_what_cannot_be_read_gets_a_caret_and_is_no_attempt(rate):
    rate.answer.write_text("1/(3\n")
    told = rate("check")
    assert told.code == 1
    lines = told.out.splitlines()
    place = next(i for i, line in enumerate(lines) if line.startswith("typed"))
    assert lines[place + 1].index("^") == lines[place].index("(")
    assert "question 1" in rate("show", "own/rate").out


def test_an_answer_may_stand_on_the_command_line(rate):
    assert rate("check", "own/rate", "--answer", f"1/{asked(rate)}").code == 0
    assert rate("check", "stable-softmax", "--answer", "1").code == 2


@pytest.mark.parametrize("text", ["7", "1/(3"])
def test_after_an_answer_on_the_command_line_the_next_one_goes_there_too(rate, text):
    lines = rate("check", "own/rate", "--answer", text).out.splitlines()
    assert lines[-1].endswith("dlprep check own/rate --answer TEXT")
    assert max(map(len, lines)) <= 80


def test_a_question_can_be_asked_again_by_its_number(rate):
    first = json.loads(rate("check", "own/rate", "--answer", "7", "--json").out)
    again = json.loads(rate("check", "own/rate", "--answer", "7", "--json", "--seed", "1").out)
    assert first["typed"] == again["typed"]
    assert first["seed"] == 1


def test_the_page_shows_the_question_that_was_answered(rate):
    number = asked(rate)
    rate.answer.write_text(f"2/{number}\n")
    said = rate("check", "--html").err
    page = (rate.folder / said.split()[-1]).read_text()
    assert f"<mn>{number}</mn>" in page
    assert "The second derivative is 2a." in page


def test_the_log_shows_attempts_again(rate):
    rate.answer.write_text("7\n")
    rate("check")
    assert "WRONG" in rate("log", "own/rate").out
    assert "typed" in rate("log", "--attempt", "1").out
