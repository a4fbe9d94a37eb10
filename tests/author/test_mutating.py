"""One-change mutants of small references."""

import ast
from pathlib import Path

import pytest

from grader.author import mutants
from grader.author.mutating import chosen

HEAD = "import numpy as np\n\n\n"


@pytest.fixture
def made(bank):
    """The mutants of a reference with this body, as pairs of lines by kind."""

    def make(*body, helper=""):
        text = f"{HEAD}{helper}def clipped_mean(x, low=None):\n" + "".join(f"    {line}\n" for line in body)
        exercise = bank()
        exercise.reference_path(Path(exercise.root)).write_text(text, encoding="utf-8")
        return mutants(exercise)

    return make


def after(found, kind):
    return [one.change.after for one in found if one.change.kind == kind]


@pytest.mark.parametrize(
    ("line", "kind", "lines"),
    [
        ("return x + low", "arithmetic", ["return x - low"]),
        ("return x * low", "arithmetic", ["return x / low"]),
        ("return x ** low", "arithmetic", ["return x * low"]),
        ("return low / x ** low", "arithmetic", ["return low * x ** low", "return low / (x * low)"]),
        ("return x // low", "arithmetic", ["return x / low"]),
        ("return -x", "arithmetic", ["return x"]),
        ("return x - low", "swapped", ["return low - x"]),
        ("return abs(x - low)", "swapped", []),
        ("return (x + 1) @ low.T", "swapped", ["return low.T @ (x + 1)"]),
        ("return np.divide(x, low)", "swapped", ["return np.divide(low, x)"]),
        ("return np.maximum(x, low)", "swapped", []),
        ("return x[3]", "constant", ["return x[4]", "return x[2]"]),
        ("return x[-1]", "constant", ["return x[0]", "return x[-2]"]),
        ("return x + 1e-6", "constant", ["return x + 1e-05", "return x + 0.0"]),
        ("return x.sum(axis=0)", "axis", ["return x.sum(axis=1)", "return x.sum(axis=None)"]),
        ("return x.sum(axis=low)", "axis", ["return x.sum(axis=0)", "return x.sum(axis=None)"]),
        ("return x.var(ddof=1)", "axis", ["return x.var(ddof=0)"]),
        ("return x.sum(keepdims=True)", "axis", ["return x.sum(keepdims=False)"]),
        ("return 0 < x", "comparison", ["return 0 <= x", "return 0 > x"]),
        ("return x is not None", "comparison", ["return x is None"]),
        ("return x and low", "boolean", ["return x or low"]),
        ("return not x", "boolean", ["return x"]),
        ("return np.sum(x)", "renamed", ["return np.mean(x)"]),
        ("return x.argmax()", "renamed", ["return x.argmin()"]),
        ("return max(x, low)", "renamed", ["return min(x, low)"]),
        ("return x.copy()", "copy", ["return x"]),
        ("return np.array(x)", "copy", ["return np.asarray(x)"]),
        ("return np.array([x])", "copy", []),
        ("return x.astype(float)", "copy", ["return x.astype(float, copy=False)"]),
        ("return x.astype(float)", "dtype", ["return x"]),
        ("return np.asarray(x, dtype=float)", "dtype", ["return np.asarray(x)"]),
        ("return x, low", "return", ["return low, x"]),
        ("return x if low else 1", "branch", ["return x", "return 1"]),
        ("return np.where(x, low, 0)", "branch", ["return np.where(True, low, 0)", "return np.where(False, low, 0)"]),
    ],
)
def test_a_line_has_the_mutants_of_a_kind(made, line, kind, lines):
    assert after(made(line), kind) == lines


def test_statements_that_give_a_name_another_value_are_removed(made):
    found = made("y = x", "y = y + 1", "y += 1", "y.sort()", "x[0] = 1", "return y")
    assert [one.change.before for one in found if one.change.kind == "removed"] == ["y = y + 1", "y += 1", "y.sort()", "x[0] = 1"]


def test_a_validation_is_dropped_and_its_message_stays(made):
    found = made("if low < 0:", "    raise ValueError('no ' + str(low + 1))", "return x")
    assert after(found, "validation") == ["pass"]
    assert after(found, "arithmetic") == []


def test_docstrings_annotations_and_texts_stay(made):
    assert made("'''The sum of 1 + 1.'''", "y: 'np.zeros(3)' = f'{x + 1}'", "return y") == ()


def test_a_branch_is_forced_either_way(made):
    found = made("if low:", "    x = x + low", "    return x", "return low")
    assert after(found, "branch") == ["if True:", "if False:"]


def test_private_helpers_that_are_used_have_mutants_and_others_have_none(made):
    helper = "def _used(x):\n    return x * 2\n\n\ndef _idle(x):\n    return x / 2\n\n\ndef public(x):\n    return x // 2\n\n\n"
    found = made("return _used(public(x))", helper=helper)
    assert {one.change.before for one in found} == {"return x * 2"}


def test_every_mutant_is_another_program_that_compiles(bank):
    exercise = bank()
    found = mutants(exercise)
    programs = {ast.dump(ast.parse(one.source)) for one in found}
    assert len(programs) == len(found) > 8


def test_a_mutant_is_told_with_its_line_of_the_file(bank):
    exercise = bank(reference=[("def clipped_mean", "def unused(x):\n    return x + 1\n\n\ndef clipped_mean")])
    lines = exercise.reference_path(Path(exercise.root)).read_text(encoding="utf-8").splitlines()
    for mutant in mutants(exercise):
        assert " ".join(lines[mutant.change.line - 1].split()) in mutant.change.before
        assert "unused" not in mutant.source


def test_operators_are_found_beside_comments_and_parentheses(made):
    found = made("return ((x)  # + or -", "        + (low))")
    assert after(found, "arithmetic") == ["- (low))"]


def test_of_too_many_the_kinds_and_lines_take_turns(made, bank):
    found = made(*[f"x = x + {number}" for number in range(2, 40)], "x = np.sum(x)", "return x")
    few = chosen(bank(), found, 20)
    assert len(few) == 20
    assert {one.change.kind for one in few} == {one.change.kind for one in found}
    assert len({one.change.line for one in few}) > 15
    assert few == chosen(bank(), found, 20)
