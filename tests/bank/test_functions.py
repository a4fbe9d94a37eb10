"""The bank's Python as functions: references, mistakes, alternatives."""

import math
import sys
import traceback
from functools import partial

import numpy as np
import pytest
from sketch_bank import EVERYTHING, SOFTMAX

from grader.bank import compile_answer, load_file, load_function, printed
from grader.bank.guarding import bank_code, guarded
from grader.model.content import Alternative, Mistake
from grader.model.errors import BankError


@pytest.fixture
def softmax(root):
    return load_file(root / SOFTMAX, root)


@pytest.fixture
def everything(root):
    return load_file(root / EVERYTHING, root)


def rewrite(root, old, new):
    path = root / "reference" / "numerics.py"
    path.write_text(path.read_text().replace(old, new))


def test_a_reference_is_loaded_with_its_helpers(softmax):
    function = load_function(softmax, softmax.content.reference)
    assert function(np.array([0, 0])).tolist() == [0.5, 0.5]


def test_a_reference_file_is_run_once_until_it_changes(root, softmax):
    first = load_function(softmax, "numerics.softmax")
    assert load_function(softmax, "numerics.softmax") is first
    rewrite(root, "return e / np.sum", "return 2 * e / np.sum")
    assert load_function(softmax, "numerics.softmax")(np.zeros(2)).tolist() == [1.0, 1.0]


def test_banks_with_files_of_the_same_name_do_not_meet(root, softmax, tmp_path):
    other = tmp_path / "other" / "reference"
    other.mkdir(parents=True)
    (other / "numerics.py").write_text("def softmax(x, axis=-1):\n    return 'other'\n")
    stranger = type(softmax)("stable-softmax", "numerics", "other", str(other.parent), softmax.content, "")
    assert load_function(stranger, "numerics.softmax")([0]) == "other"
    assert load_function(softmax, "numerics.softmax")([0.0]).tolist() == [1.0]
    assert "numerics" not in sys.modules


@pytest.mark.parametrize(
    ("dotted", "expected"),
    [("numerics.ghost", "def ghost"), ("ghost.softmax", "reference/ghost.py"), ("numerics.np", "a function")],
)
def test_a_function_that_is_not_there_is_the_author_s_fault(softmax, dotted, expected):
    with pytest.raises(BankError) as caught:
        load_function(softmax, dotted)
    assert expected in caught.value.faults[0].expected


@pytest.mark.parametrize(
    ("code", "found", "line"),
    [("1 / 0", "ZeroDivisionError", 4), ("import ghost", "ModuleNotFoundError", 4), ("x = (", "SyntaxError", 4)],
)
def test_a_reference_that_cannot_be_imported_names_file_and_line(root, softmax, code, found, line):
    rewrite(root, "\n\n\ndef softmax", f"\n{code}\n\ndef softmax")
    with pytest.raises(BankError) as caught:
        load_function(softmax, "numerics.softmax")
    (fault,) = caught.value.faults
    assert (fault.file, fault.line) == ("reference/numerics.py", line)
    assert found in fault.found


@pytest.mark.parametrize(
    "code",
    [
        "x * math.pi + axis",
        "\n  x * math.pi + axis\n",
        "y = x * math.pi\nreturn y + axis",
        "def softmax(x, axis=-1):\n    return helper(x) + axis\n\ndef helper(x):\n    return x * math.pi\n",
        "def helper(x):\n    return x * math.pi\nreturn helper(x) + axis",
        "import numpy\nreturn numpy.asarray(x) * math.pi + axis",
        "text = '''\n  left alone\n'''\nassert text == '\\n  left alone\\n'\nreturn x * math.pi + axis",
    ],
)
def test_an_answer_is_an_expression_a_body_or_a_whole_def(softmax, code):
    assert compile_answer(softmax, code)(2.0) == 2.0 * math.pi - 1
    assert compile_answer(softmax, code)(2.0, axis=3) == 2.0 * math.pi + 3


def test_mistakes_and_alternatives_are_taken_as_they_are(softmax):
    assert compile_answer(softmax, Mistake(name="half", code="x / 2", says="Half."))(4) == 2
    assert compile_answer(softmax, Alternative(name="half", code="return x / 2"))(4) == 2


def test_a_patch_changes_one_place_of_the_reference_and_nothing_else(everything):
    mistake = everything.content.mistakes[0]
    doubled = compile_answer(everything, mistake)
    reference = load_function(everything, everything.content.reference)
    arguments = ({}, np.ones(3), None, None, None, None)
    assert (reference(*arguments), doubled(*arguments)) == (3.0, 6.0)


def test_a_patched_reference_keeps_its_helpers(root, softmax):
    patch = Mistake(name="min", patch=("np.max(x,", "np.min(x,"), says="The minimum.")
    assert compile_answer(softmax, patch)(np.array([0, 1], dtype=int)).dtype == float


def test_each_compilation_has_names_of_its_own(softmax):
    count = "import itertools\ncounter = itertools.count()\ndef softmax(x, axis=-1):\n    return next(counter)\n"
    first, second = compile_answer(softmax, count), compile_answer(softmax, count)
    assert (first(0), first(0), second(0)) == (0, 1, 0)


def test_a_traceback_shows_the_line_of_the_answer(softmax):
    answer = compile_answer(softmax, Mistake(name="breaks", code="y = x\nreturn y / 0  # here\n", says="It breaks."))
    with pytest.raises(ZeroDivisionError) as caught:
        answer(1)
    shown = "".join(traceback.format_exception(caught.value))
    assert '"<stable-softmax: breaks>", line 2, in softmax' in shown
    assert "return y / 0  # here" in shown


@pytest.mark.parametrize(
    "code",
    [
        "return (",
        "def other(x):\n    return x\n",
        "1 / 0\ndef softmax(x, axis=-1):\n    return x\n",
        "def softmax(x):\n    return x\n",
    ],
)
def test_code_that_defines_no_such_function_is_the_author_s_fault(softmax, code):
    with pytest.raises(BankError) as caught:
        compile_answer(softmax, Alternative(name="broken one", code=code))
    (fault,) = caught.value.faults
    assert (fault.file, fault.path) == (SOFTMAX, "broken one")


def test_what_the_bank_s_code_prints_is_no_output_of_ours(root, softmax, capsys):
    rewrite(root, "\n\n\ndef softmax", "\nprint('imported')\n\ndef softmax")
    rewrite(root, "    return e / np.sum", "    print('called')\n    return e / np.sum")
    printed()
    load_function(softmax, "numerics.softmax")(np.zeros(2))
    assert capsys.readouterr() == ("", "imported\ncalled\n")
    assert printed() == "imported\ncalled"
    assert printed() == ""


@pytest.mark.skipif(sys.platform == "win32", reason="nothing interrupts a loop there")
@pytest.mark.parametrize("place", ["\n\n\ndef softmax", "    return e / np.sum"])
def test_code_of_the_bank_that_does_not_end_is_ended(root, softmax, monkeypatch, place):
    monkeypatch.setattr("grader.bank.functions.LONGEST", 0.1)
    monkeypatch.setattr("grader.bank.functions._guarded", partial(guarded, longest=0.1))
    indent = place[: len(place) - len(place.lstrip(" "))]
    rewrite(root, place, f"\n{indent}while True:\n{indent}    pass\n{place}")
    with pytest.raises((TimeoutError, BankError)) as caught:
        load_function(softmax, "numerics.softmax")(np.zeros(2))
    error = caught.value
    assert "no result within 0.1 s" in (error.faults[0].found if isinstance(error, BankError) else str(error))


def test_a_deadline_inside_another_leaves_it_running():
    if sys.platform == "win32":
        pytest.skip("nothing interrupts a loop there")

    def long():
        with bank_code(0.2):
            guarded(abs, longest=0.1)(1)
            while True:
                pass

    with pytest.raises(TimeoutError, match=r"0\.2 s"):
        long()
