"""Expressions over Python's own numbers, without numpy."""

import math
import subprocess
import sys

import pytest

from grader.language import evaluate_plainly, parse_expression
from grader.model.errors import ContentError


def value(text, **env):
    return evaluate_plainly(parse_expression(text, names=env, path="answer"), env, "answer")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("1 + 2 * 3 ** 2", 19),
        ("7 // 2 + 7 % 2", 4),
        ("-a if a > 2 else a", -3),
        ("1 < a <= 3 and not b", True),
        ("[a, [b, 1]]", [3, [0, 1]]),
        ("max(a, b, 2)", 3),
        ("sum([a, b, 4])", 7),
        ("[a, b][1]", 0),
        ("sqrt(a + 1) + pi", 2 + math.pi),
        ("where(b == 0, a, 1 / b)", ZeroDivisionError),
        ("sign(-a) + floor(2.5)", 1),
        ("inf", math.inf),
    ],
)
def test_arithmetic_is_that_of_python(text, expected):
    if expected is ZeroDivisionError:
        with pytest.raises(ContentError, match="no value"):
            value(text, a=3, b=0)
    else:
        assert value(text, a=3, b=0) == expected


@pytest.mark.parametrize("text", ["1 / a", "log(-1)", "sqrt(-1)", "[a][3]"])
def test_what_has_no_value_is_told_with_its_path(text):
    with pytest.raises(ContentError, match="answer"):
        value(text, a=0)


@pytest.mark.parametrize("text", ["zeros([3])", "sum([1], axis=0)", "a.T", "[1] @ [2]"])
def test_what_only_arrays_have_is_refused(text):
    with pytest.raises(ContentError):
        value(text, a=1)


def test_no_numpy_is_loaded():
    code = (
        "import sys; from grader.language import evaluate_plainly, parse_expression;"
        "print(evaluate_plainly(parse_expression('max(a, 2)', names=['a'], path=''), {'a': 1}, ''), 'numpy' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["2", "False"]
