"""What importing an answer comes to, and what an answer may import."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from grader.model.case import Call, Frame
from grader.model.enums import LoadOutcome, Outcome

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from grader.sandbox import Session

    Start = Callable[..., Session]


@pytest.mark.parametrize(
    ("source", "type_name", "line"),
    [
        ("def f(x):\n    return (x\n", "SyntaxError", 2),
        ("def f(x):\nreturn x\n", "IndentationError", 2),
        ("x = 1\ny = '\x00'\n", None, None),
        (b"import numpy\n\nname = '\xe9'\n", "UnicodeDecodeError", 3),
        (b"# coding: latin-1\nname = '\xe9'\n", "UnicodeDecodeError", 2),
        ("a = '\ud800'\n", "UnicodeEncodeError", None),
        ("x = " + "(" * 5000 + ")" * 5000, None, None),
        ("x = " + "-" * 200_000 + "1", None, None),
        (b"f = 1 #" + b"x" * (1 << 20), None, None),
    ],
    ids=["paren", "indent", "nul", "latin-1", "cookie", "surrogate", "nested", "signs", "huge"],
)
def test_text_that_is_no_python_is_unreadable(start: Start, source: str | bytes, type_name: str | None, line: int | None) -> None:
    loaded = start(source).load()
    assert loaded.outcome is LoadOutcome.UNREADABLE
    if type_name is not None:
        assert loaded.error is not None
        assert loaded.error.type_name == type_name
    if line is not None:
        assert loaded.error is not None
        assert loaded.error.frames == (Frame("solutions/f.py", line, ""),)


def test_unreadable_answer_is_not_called(start: Start) -> None:
    assert [seen.outcome for seen in start(b"\xff").run([Call({})] * 2)] == [Outcome.NOT_RUN] * 2


@pytest.mark.parametrize("source", [b"\xef\xbb\xbff = abs", "\ufefff = abs"])
def test_byte_order_mark_is_no_matter(start: Start, source: str | bytes) -> None:
    assert start(source).load().outcome is LoadOutcome.LOADED


@pytest.mark.parametrize(
    ("source", "detail"),
    [("", ""), ("f = 3", ""), ("def softmax(x): pass\ndef g(): pass\n_h = g\nfrom math import sin", "softmax, g"), ("del f", None)],
)
def test_function_that_is_not_there_is_missing_or_raises(start: Start, source: str, detail: str | None) -> None:
    loaded = start(source).load()
    if detail is None:
        assert loaded.outcome is LoadOutcome.RAISED
    else:
        assert (loaded.outcome, loaded.detail) == (LoadOutcome.MISSING, detail)


def test_error_at_import_is_told_with_its_line(start: Start) -> None:
    loaded = start("x = 1\ny = x / 0\ndef f(): pass").load()
    assert loaded.outcome is LoadOutcome.RAISED
    assert loaded.error is not None
    assert (loaded.error.type_name, loaded.error.frames) == ("ZeroDivisionError", (Frame("solutions/f.py", 2, "<module>"),))


def test_main_block_is_not_run(start: Start) -> None:
    assert start("f = abs\nif __name__ == '__main__':\n    raise SystemExit(1)").load().outcome is LoadOutcome.LOADED


def test_dataclasses_and_annotations_work(start: Start) -> None:
    source = """
        from __future__ import annotations
        from dataclasses import dataclass
        import inspect

        @dataclass
        class Point:
            x: float

        def f(x):
            return Point(x).x, inspect.getsource(Point).count("class Point")
    """
    assert start(source).run([Call({"x": 2.0})])[0].value == (2.0, 1)


@pytest.fixture
def solutions(tmp_path: Path) -> Path:
    (tmp_path / "log_sum_exp.py").write_text("import numpy as np\n\ndef logsumexp(x):\n    return np.log(np.exp(x).sum())\n")
    (tmp_path / "broken.py").write_text("def g(x):\n    return x +\n")
    (tmp_path / "failing.py").write_text("def g(x):\n    raise ValueError('from next door')\n")
    (tmp_path / "cycle.py").write_text("import f\n\ndef g(x):\n    return f.constant + x\n")
    (tmp_path / "numpy").mkdir()
    (tmp_path / "numpy" / "__init__.py").write_text("raise RuntimeError('not the real one')")
    (tmp_path / "random.py").write_text("raise RuntimeError('not the real one')")
    (tmp_path / "scipy.py").write_text("special = None")
    return tmp_path


def test_other_answers_can_be_imported(start: Start, solutions: Path) -> None:
    session = start("from log_sum_exp import logsumexp\ndef f(x): return float(logsumexp([x, x])) > x", solutions=str(solutions))
    assert session.run([Call({"x": 1.0})])[0].value is True


def test_importing_other_answers_leaves_nothing_in_their_folder(start: Start, solutions: Path) -> None:
    before = sorted(solutions.rglob("*"))
    start("import log_sum_exp\nf = abs", solutions=str(solutions)).load()
    assert sorted(solutions.rglob("*")) == before


def test_answers_that_import_each_other_meet_the_same_module(start: Start, solutions: Path) -> None:
    session = start("constant = 40\nfrom cycle import g\ndef f(x): return g(x)", solutions=str(solutions))
    assert session.run([Call({"x": 2})])[0].value == 42


def test_errors_next_door_are_told_with_their_file(start: Start, solutions: Path) -> None:
    error = start("from failing import g\ndef f(x):\n    return g(x)", solutions=str(solutions)).run([Call({"x": 2})])[0].error
    assert error is not None
    assert error.frames == (Frame("solutions/f.py", 3, "f"), Frame("solutions/failing.py", 2, "g"))


def test_syntax_errors_next_door_are_told_with_their_line(start: Start, solutions: Path) -> None:
    loaded = start("import broken\nf = abs", solutions=str(solutions)).load()
    assert loaded.outcome is LoadOutcome.RAISED
    assert loaded.error is not None
    assert loaded.error.frames == (Frame("solutions/f.py", 1, "<module>"), Frame("solutions/broken.py", 2, ""))


def test_real_numpy_and_standard_library_come_before_the_learners_files(start: Start, solutions: Path) -> None:
    session = start(
        "import numpy, random, importlib\nimport numpy.linalg\nf = lambda: (random.random() < 1, numpy.__version__ != '')",
        solutions=str(solutions),
    )
    assert session.run([Call({})])[0].value == (True, True)


def test_allowed_packages_come_before_the_learners_files(start: Start, solutions: Path) -> None:
    source = "from scipy.special import expit\ndef f(x): return float(expit(x))"
    assert start(source, solutions=str(solutions), allow=("scipy",)).run([Call({"x": 0.0})])[0].value == 0.5


@pytest.mark.parametrize(
    "name", ["scipy", "grader", "reference", "msgspec", "pytest", "sympy", "_pytest", "site_packages", "log_sum_exp"]
)
def test_other_packages_cannot_be_imported(start: Start, name: str) -> None:
    loaded = start(f"import {name}\nf = abs").load()
    assert loaded.outcome is LoadOutcome.RAISED
    assert loaded.error is not None
    assert loaded.error.type_name == "ModuleNotFoundError"


def test_allowed_package_that_is_not_installed_cannot_be_imported(start: Start) -> None:
    loaded = start("import not_installed_anywhere\nf = abs", allow=("not_installed_anywhere",)).load()
    assert loaded.outcome is LoadOutcome.RAISED


def test_no_path_of_the_child_holds_packages(start: Start) -> None:
    paths = start("import sys\nf = lambda: list(sys.path)").run([Call({})])[0].value
    assert paths
    assert not any("packages" in path for path in paths)


def test_forbidden_names_raise_where_they_are_called(start: Start) -> None:
    source = "import numpy as np\ndef f(a):\n    np.linalg.pinv(a)\n    return np.linalg.inv(a)"
    error = start(source, forbid=("np.linalg.inv", "np.no.such", "sorted")).run([Call({"a": [[2.0]]})])[0].error
    assert error is not None
    assert (error.type_name, error.message, error.frames) == ("ForbiddenName", "np.linalg.inv", (Frame("solutions/f.py", 4, "f"),))


@pytest.mark.parametrize("file", ["random.py", "my answer.py", "numpy.py", "<text>", "a/b/f.py"])
def test_name_of_the_file_cannot_hide_a_module(start: Start, file: str) -> None:
    seen = start("import random, numpy\ndef f(): return numpy.mean([random.random() < 1]) == 1", file=file).run([Call({})])[0]
    assert bool(seen.value) is True
