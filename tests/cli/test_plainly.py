"""The short way into `check` reads what click reads, and leaves the rest to click."""

import pytest

from grader.cli.app import app
from grader.cli.checking import Asked, plainly_asked

PLAIN = [
    ["check"],
    ["check", "stable-softmax"],
    ["check", "a.py", "--exercise", "x", "--seed", "7", "--json", "--html"],
    ["check", "--seed", "0", "id"],
    ["check", "--json"],
]
LEFT = [
    [],
    ["list"],
    ["check", "--help"],
    ["check", "a", "b"],
    ["check", "--seed"],
    ["check", "--seed", "x"],
    ["check", "--seed", "-1"],
    ["check", "--seed=3"],
    ["check", "--"],
    ["check", "--exercise", "--json"],
    ["check", "-h"],
    ["check", ""],
    ["--workspace", ".", "check"],
]


@pytest.mark.parametrize("arguments", PLAIN)
def test_it_reads_what_click_reads(arguments):
    command = app.get_command(None, "check")
    params = command.make_context("check", arguments[1:]).params
    expected = Asked(params["target"], params["exercise_key"], params["seed"], params["as_json"], params["as_html"])
    assert plainly_asked(arguments) == expected


@pytest.mark.parametrize("arguments", LEFT)
def test_it_leaves_the_rest_to_click(arguments):
    assert plainly_asked(arguments) is None
