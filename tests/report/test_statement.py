"""Statement, hints and solution in the terminal."""

import re

import msgspec
import pytest

from grader.report.screen import Screen, columns
from grader.report.terminal.statement import hints, solution, statement
from tests.report.samples import ANSWER, SOFTMAX


def test_the_statement(snapshot):
    snapshot("statement.txt", statement(SOFTMAX))


def test_the_statement_in_colour(snapshot):
    snapshot("statement.color.txt", statement(SOFTMAX, Screen(color=True)))


@pytest.mark.parametrize("width", [60, 80, 140])
def test_it_fits_the_screen(width):
    text = statement(SOFTMAX, Screen(width=width))
    assert max(map(columns, text.split("\n"))) <= min(width, 100)
    assert not re.search(r"[ \t]$", text, re.MULTILINE)


def test_formulas_are_text_and_code_keeps_its_marks():
    text = statement(SOFTMAX)
    assert "    p_i = e^(x_i)/(∑_j e^(x_j))\n" in text
    assert "that holds x_i." in text.replace("\n", " ")
    assert "`softmax(np.array([1.0, 2.0, 3.0]))`" in text
    assert "$" not in text


def test_a_terminal_without_these_characters_gets_latex():
    text = statement(SOFTMAX, Screen(unicode=False))
    assert r"p_i = \frac{e^{x_i}}{\sum_j e^{x_j}}" in text


def test_formulas_and_characters_of_markdown_survive():
    ask = "Let $a * b * c$ be [given].\n\n$$\n\\sqrt{v}\n$$\n\n```python\ny = a * b\n```\n\n| a | b |\n|---|---|\n| 1 | 2 |\n"
    text = statement(msgspec.structs.replace(SOFTMAX, content=msgspec.structs.replace(SOFTMAX.content, ask=ask)))
    assert "a ∗ b ∗ c" in text
    assert "    √v" in text
    assert "y = a * b" in text
    assert "[given]" in text


def test_the_last_line_says_how_to_begin_or_to_go_on():
    assert statement(SOFTMAX).endswith("next     dlprep next stable-softmax")
    assert statement(SOFTMAX, path="solutions/stable_softmax.py").endswith(
        "next     edit solutions/stable_softmax.py, then: dlprep check stable-softmax"
    )


def test_statement_hides_hints_and_solution():
    text = statement(SOFTMAX)
    assert "largest argument" not in text
    assert "reference" not in text


@pytest.mark.parametrize(
    ("shown", "seen", "unseen", "last"),
    [
        (
            1,
            ["hint 1 of 2", "largest argument"],
            ["does not change"],
            "dlprep check stable-softmax, or: dlprep hint stable-softmax",
        ),
        (2, ["hint 2 of 2", "largest argument", "does not change"], [], "dlprep check stable-softmax"),
        (9, ["hint 2 of 2"], [], "dlprep check stable-softmax"),
    ],
)
def test_hints_come_one_by_one(shown, seen, unseen, last):
    text = hints(SOFTMAX, shown)
    assert all(words in text for words in seen)
    assert not any(words in text for words in unseen)
    assert text.endswith(f"next     {last}")


def test_an_exercise_without_hints_says_so():
    bare = msgspec.structs.replace(SOFTMAX, content=msgspec.structs.replace(SOFTMAX.content, hints=()))
    assert hints(bare, 1).startswith("stable-softmax has no hints")


@pytest.mark.parametrize("color", [False, True])
def test_the_solution_is_the_reference_and_why_it_works(color):
    text = solution(SOFTMAX, ANSWER, Screen(color=color), path="solutions/stable_softmax.py")
    plain = re.sub(r"\x1b\[[0-9;]*m", "", text)
    assert "\n    def softmax(x, axis=-1):\n        e = np.exp(x)\n" in plain
    assert "e^(x_i - m) ≤ 1" in plain
    assert "yours    solutions/stable_softmax.py" in plain
    assert not re.search(r"\x1b\[[0-9;]*(34|90|37)[;m]", text)  # no blue, no grey
