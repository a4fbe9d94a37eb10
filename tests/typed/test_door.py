"""What others may use, and what it loads."""

import subprocess
import sys
from pathlib import Path

import grader.answers

ROOT = Path(__file__).parents[2]


def test_no_module_hides_a_name_of_the_door():
    modules = {path.stem for path in Path(grader.answers.__file__).parent.glob("*.py")}
    assert modules & set(grader.answers.__all__) == set()


def test_every_name_of_the_door_can_be_had():
    assert all(hasattr(grader.answers, name) for name in grader.answers.__all__)


def loaded(code):
    heavy = ["numpy", "sympy", "mpmath", "jinja2", "rich", "yaml"]
    code = f"import sys\n{code}\nprint(*(name for name in {heavy} if name in sys.modules))"
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    return done.stdout.split()


def test_reading_loads_nothing_heavy():
    assert loaded("from grader.answers import parse, parse_numbers\nparse_numbers('1/3')\nparse('1 + 1', [])") == []


def test_comparing_loads_mpmath_alone():
    code = "from grader.answers import equivalent, parse\nequivalent(parse('1 + 1', []), parse('2', []), [], seed=0)"
    assert loaded(code) == ["mpmath"]
