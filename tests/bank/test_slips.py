"""Slips of an author that are told where they are, with what to do."""

import pytest

from grader.bank import load_file
from grader.model.errors import BankError

TYPED = """format: 1
form: derive
title: T
difficulty: easy
minutes: 5
ask: |
  Which, for ${{a}}$?

  Example: for a = 9 the answer is `9*x`.
symbols: {x: real}
params: {a: {range: [2, 5]}}
answer: a*x
mistakes:
  - {name: none, answer: x, says: "The factor {{a}}."}
hints: [One.]
explain: |
  So it is.
"""
CODE = "exercises/numerics/stable-softmax.yaml"


@pytest.fixture
def typed(tmp_path):
    """The faults of a typed exercise with this text replaced."""

    def load(old, new):
        assert old in TYPED
        file = tmp_path / "exercises/m/one.yaml"
        file.parent.mkdir(parents=True)
        file.write_text(TYPED.replace(old, new, 1))
        try:
            load_file(file, tmp_path)
        except BankError as error:
            return error.faults
        return []

    return load


def test_a_value_in_what_is_said_of_a_mistake_is_sound(typed):
    assert typed("Which", "Which one") == []


@pytest.mark.parametrize(
    ("old", "new", "path", "found"),
    [
        ("factor {{a}}", "factor {{m}}", "mistakes[0].says", "`{{m}}`, which nothing gives"),
        ("factor {{a}}", "factor {{a}", "mistakes[0].says", "`{{a`, which is not closed"),
        ("${{a}}$", "${{a}$", "ask", "`{{a`, which is not closed"),
        ("[One.]", '["One {{a}}."]', "hints[0]", "`{{a}}`, in a text that is the same for every question"),
        ("So it is.", "So {{a}} is.", "explain", "`{{a}}`, in a text that is the same for every question"),
    ],
)
def test_a_value_that_would_be_shown_as_it_stands_is_refused(typed, old, new, path, found):
    [fault] = typed(old, new)
    assert (fault.path, fault.found) == (path, found)
    assert fault.line > 0


@pytest.mark.parametrize(
    ("old", "new", "found", "caret"),
    [
        ("answer: a*x\n", "answer: a*y\n", "`y` is not known here", "  ^"),
        ("answer: a*x\n", "answer: a*(x\n", "`(` is never closed", "  ^"),
    ],
)
def test_an_answer_that_cannot_be_read_has_the_learners_words_and_a_caret(typed, old, new, found, caret):
    [fault] = typed(old, new)
    assert found in fault.found
    assert fault.shown[1] == caret


@pytest.mark.parametrize(
    ("key", "hint"),
    [
        ("function: f(x)", "`function` belongs to `form: code` or `form: debug`"),
        ("start: x", "`start` belongs to `form: debug`"),
        ("right: [a]", "`right` belongs to `form: choice`"),
        ("rtol: 0.1", "`rtol` belongs to `form: predict`"),
    ],
)
def test_a_key_of_another_form_is_told_as_one(typed, key, hint):
    [fault] = typed("hints:", f"{key}\nhints:")
    assert fault.hint == hint


def test_a_key_below_another_is_told_by_both(typed):
    [fault] = typed("minutes: 5", "  minutes: 5")
    assert (fault.line, fault.column) == (5, 3)
    assert fault.found == "`minutes` indented deeper than `difficulty`, which has its value already"
    assert fault.expected == "keys that belong together in one column"


@pytest.mark.parametrize("text", ["Which, for ${{a}}$: say", "Which one"])
def test_a_text_that_is_not_indented_is_told_with_its_key(typed, text):
    [fault] = typed("  Which, for ${{a}}$?", text)
    assert fault.line == 7
    assert fault.expected == "the text below `ask: |` indented by two spaces"


@pytest.mark.parametrize(
    ("new", "found", "hint"),
    [
        ("np.exp(x)", "`np.exp(x)`", "leave out `np.`"),
        ("exp(x) ^ 2", "the operator `^`", "for powers write `**`"),
        ("exp(x", "(", ""),
    ],
)
def test_a_fault_of_the_truth_has_the_line_of_the_file(faults, root, new, found, hint):
    text = (root / CODE).read_text()
    line = next(number for number, one in enumerate(text.splitlines(), 1) if "exp(x)" in one and "=" in one)
    old = text.splitlines()[line - 1].partition("=")[2].strip()
    [fault] = faults((old, new), file=CODE)
    assert found in fault.found
    assert (fault.path, fault.line, fault.hint) == ("truth", line, hint)
