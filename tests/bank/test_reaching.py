"""The part of a reference file that one function needs."""

import ast

from grader.bank.reaching import reached

FILE = '''"""Several references."""

import math

import numpy as np

STEP = 1e-6
# How many times.
TURNS, LEFT = 3, 4


def first(x):
    return _half(x) * STEP


def second(x):
    """Uses nothing."""
    return x @ x


# Halves.
def _half(x):
    return np.asarray(x) / 2


class Kept:
    turns = TURNS


def third(x):
    return Kept().turns * math.pi
'''


def needed(name):
    return reached(ast.parse(FILE), FILE, name)


def test_a_function_comes_with_its_imports_constants_and_helpers_and_nothing_else():
    text = needed("first")
    assert {node.name for node in ast.parse(text).body if isinstance(node, ast.FunctionDef)} == {"first", "_half"}
    assert "STEP = 1e-6" in text
    assert "TURNS" not in text
    assert "import numpy as np" in text


def test_comments_above_a_helper_come_with_it():
    assert "# Halves.\ndef _half" in needed("first")


def test_what_a_class_uses_is_reached_through_it():
    assert "TURNS, LEFT = 3, 4" in needed("third")


def test_what_is_left_out_can_run_by_itself():
    scope = {}
    exec(needed("third"), scope)
    assert scope["third"](0) > 9
