"""docs/coverage.md: every concept of the sources leads to an exercise, and their errors are told where they are put right."""

import re
from collections import Counter
from pathlib import Path

import pytest
import yaml

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs" / "coverage.md").read_text(encoding="utf-8")
ROWS = {
    row: (remark, re.findall(r"\[([a-z0-9-]+)\]\(\.\./(exercises/[a-z-]+/[a-z0-9-]+\.yaml)\)", links))
    for row, remark, links in re.findall(r"^\| ([A-Z]\d\d) \|.*\| ([^|]*(?:\\\|[^|]*)*) \| ([^|]*) \|$", PAGE, re.MULTILINE)
}
WRONG = [row for row, (remark, _) in ROWS.items() if "**Wrong:**" in remark]
EXERCISES = {path.stem: path for path in (ROOT / "exercises").glob("*/*.yaml")}
BEYOND = {}
"""Exercises that no row names, and why: what the sources do not teach."""


def told(tree, speaks=("ask", "explain", "says"), said=False):
    """The texts of an exercise that a learner reads while solving or afterwards, those of its mistakes and options too."""
    if isinstance(tree, dict):
        return [text for key, value in tree.items() for text in told(value, speaks, said or key in speaks)]
    if isinstance(tree, list):
        return [text for value in tree for text in told(value, speaks, said)]
    return [tree] if said and isinstance(tree, str) else []


def speaks_of_a_source(name):
    tree = yaml.load(EXERCISES[name].read_text(encoding="utf-8"), yaml.CSafeLoader)
    return any("seed document" in " ".join(text.lower().split()) for text in told(tree))


def test_no_row_is_lost():
    assert len(ROWS) == len(re.findall(r"^\| [A-Z]\d\d \|", PAGE, re.MULTILINE)) == 153
    lengths = Counter(row[0] for row in ROWS)
    assert all(f"{letter}{number:02}" in ROWS for letter, count in lengths.items() for number in range(1, count + 1))


@pytest.mark.parametrize("row", ROWS)
def test_a_row_names_exercises_that_exist(row):
    links = ROWS[row][1]
    assert links != []
    assert [name for name, path in links if EXERCISES.get(name) != ROOT / path] == []


def test_every_exercise_is_in_some_row_or_says_why_not():
    named = {name for _, links in ROWS.values() for name, _ in links}
    assert named & set(BEYOND) == set()
    assert named | set(BEYOND) == set(EXERCISES)


@pytest.mark.parametrize("row", WRONG)
def test_an_error_of_a_source_is_told_by_an_exercise(row):
    assert any(speaks_of_a_source(name) for name, _ in ROWS[row][1])


def test_sources_are_named_by_their_numbers_alone():
    assert re.findall(r"\w+\.txt", PAGE) == []
