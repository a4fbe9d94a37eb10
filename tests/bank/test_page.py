"""docs/format.md: what it shows can be loaded, and it leaves nothing out."""

import re
from pathlib import Path

import pytest

from grader.bank import json_schema, load_file, load_function
from grader.bank.checks.returns import DERIVATIVES, DESCRIPTIONS, TYPES
from grader.bank.checks.values import FORMS, LAYOUTS
from grader.language import FUNCTIONS
from grader.model.enums import Kind

PAGE = (Path(__file__).parents[2] / "docs" / "format.md").read_text(encoding="utf-8")


def blocks(language):
    return re.findall(rf"```{language}\n(.*?)```", PAGE, re.DOTALL)


def test_the_whole_exercise_of_the_page_loads_and_runs(tmp_path):
    exercise, code = blocks("yaml")[0], blocks("python")[0]
    (tmp_path / "exercises" / "numerics").mkdir(parents=True)
    (tmp_path / "reference").mkdir()
    path = tmp_path / "exercises" / "numerics" / "log-sum-exp.yaml"
    path.write_text(exercise)
    (tmp_path / "reference" / "numerics.py").write_text(code)
    loaded = load_file(path, tmp_path)
    assert load_function(loaded, loaded.content.reference)([3.0]) == 3.0


def test_every_key_is_explained():
    keys = {key for struct in json_schema()["$defs"].values() for key in struct.get("properties", {})}
    assert [key for key in sorted(keys) if f"`{key}`" not in PAGE] == []


def test_every_closed_word_is_named():
    words = {word for struct in json_schema()["$defs"].values() for word in struct.get("enum", [])}
    words |= {kind.value for kind in Kind} | {*LAYOUTS, *FORMS, *DERIVATIVES, *DESCRIPTIONS, *TYPES}
    assert [word for word in sorted(words) if word not in PAGE] == []


@pytest.mark.parametrize("name", FUNCTIONS)
def test_every_function_of_the_language_is_listed_with_its_usage(name):
    assert f"`{FUNCTIONS[name].usage}`" in PAGE


def test_the_page_lists_no_function_that_is_not_there():
    listed = re.findall(r"`(\w+)\(([^`]*)\)`[,.]", PAGE.split("## The array language")[1].split("## What comes back")[0])
    assert sorted({name for name, _ in listed} - FUNCTIONS.keys()) == []
