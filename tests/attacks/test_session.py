"""Each hostile answer in the sandbox: it ends in time, gains nothing, leaves nothing, and the next answer is graded as ever."""

from __future__ import annotations

import hashlib
import os
import shutil
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
import yaml

from grader.model.case import Call, Observation
from grader.model.content import Limits
from grader.model.enums import Layout, LoadOutcome, Outcome, Verdict
from grader.sandbox import Job, Output, Session, spawn

if TYPE_CHECKING:
    from collections.abc import Iterator

    from grader.model.case import Loaded

HERE = Path(__file__).parent
EXPECTED = yaml.safe_load((HERE / "expected.yaml").read_text(encoding="utf-8"))
ANSWERS = sorted(path.stem for path in (HERE / "answers").glob("*.py"))
LIMITS = Limits(seconds=8.0, call_seconds=1.5)
ENOUGH = 20.0
"""Seconds: the limits of two sessions, and a busy machine."""
X = np.array([[0.5, -1.0, 2.0], [3.0, 0.0, 1.0]])
CALLS = [Call({"x": X, "axis": -1}), Call({"x": X, "axis": 0}, Layout.STRIDED), Call({"x": 500 * X}, Layout.READONLY)]
HONEST = """
import numpy as np

def softmax(x, axis=-1):
    e = np.exp(x - np.max(x, axis=axis, keepdims=True))
    return e / np.sum(e, axis=axis, keepdims=True)
"""


def truth(x: Any, axis: int = -1) -> Any:
    e = np.exp(x - x.max(axis=axis, keepdims=True))
    return e / e.sum(axis=axis, keepdims=True)


def is_right(call: Call, seen: Observation) -> bool:
    expected = truth(**call.arguments)
    right_kind = seen.outcome is Outcome.RETURNED and isinstance(seen.value, np.ndarray) and seen.value.dtype == np.float64
    unchanged = seen.after is not None and np.array_equal(seen.after["x"], call.arguments["x"])
    return right_kind and unchanged and seen.value.shape == expected.shape and bool(np.allclose(seen.value, expected, rtol=1e-12))


def graded(source: str | bytes, name: str, folder: Path) -> tuple[Loaded, list[Observation], Output, int]:
    job = Job(
        source=source,
        file=f"solutions/{name}.py",
        function="softmax",
        parameters=("x", "axis"),
        solutions=str(folder),
        limits=LIMITS,
    )
    child = spawn()
    with Session(child, job) as session:
        loaded = session.load()
        return loaded, session.run(CALLS), session.close(), child.pid


def contents(folder: Path) -> dict[str, str]:
    files = [path for path in folder.rglob("*") if path.is_file()]
    return {str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest() for path in files}


@pytest.fixture
def temporary(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A temporary folder of the grader's own, and a secret in its environment."""
    folder = tmp_path / "temporary"
    folder.mkdir()
    monkeypatch.setenv("TMPDIR", str(folder))
    monkeypatch.setenv("DLPREP_SECRET_TOKEN", "hunter2")
    return folder


@pytest.fixture
def unharmed() -> Iterator[None]:
    """The grader's process is afterwards what it was before."""

    def state() -> tuple[Any, ...]:
        environment = {name: value for name, value in os.environ.items() if not name.startswith("PYTEST_")}
        functions = np.allclose, np.testing.assert_allclose, np.random.default_rng, all, any
        return Path.cwd(), environment, sorted(Path("/dev/fd").iterdir()), functions

    before = state()
    yield
    assert state() == before


def test_every_answer_is_expected_to_do_something() -> None:
    assert sorted(EXPECTED) == ANSWERS
    assert len(ANSWERS) == 49


@pytest.mark.parametrize("name", ANSWERS)
def test_entry_of_the_table_is_complete(name: str) -> None:
    entry = EXPECTED[name]
    assert set(entry) <= {"verdicts", "session", "error", "credit", "l2"}
    assert {Verdict(verdict) for verdict in entry["verdicts"]}
    assert (entry["credit"] == "full") == (entry["verdicts"] == ["PASS"])


@pytest.mark.parametrize("name", ANSWERS)
def test_attack_gains_nothing_and_harms_nothing(name: str, tmp_path: Path, temporary: Path, unharmed: None) -> None:
    submission = tmp_path / "submission"
    extras = HERE / "answers" / "extras" / name
    if extras.is_dir():
        shutil.copytree(extras, submission)
    else:
        submission.mkdir()
    source = (HERE / "answers" / f"{name}.py").read_bytes()
    (submission / f"{name}.py").write_bytes(source)
    before = contents(tmp_path)
    begun = time.monotonic()

    loaded, seen, output, pid = graded(source, name, submission)

    assert_as_expected(EXPECTED[name], loaded, seen)
    credit = [is_right(call, one) for call, one in zip(CALLS, seen, strict=True)]
    assert all(credit) if EXPECTED[name]["credit"] == "full" else not any(credit)
    assert "hunter2" not in output.text + output.errors
    assert len(output.text) <= 64 << 10
    assert not set(output.text + repr([loaded, seen])) & set("\x1b\x00\u202e")

    _, honest, _, _ = graded(HONEST, "honest", submission)
    assert all(is_right(call, one) for call, one in zip(CALLS, honest, strict=True))
    assert time.monotonic() - begun < ENOUGH
    with pytest.raises(ProcessLookupError):
        os.killpg(pid, 0)
    assert contents(tmp_path) == before
    assert list(temporary.iterdir()) == []


def assert_as_expected(entry: dict[str, Any], loaded: Loaded, seen: list[Observation]) -> None:
    if loaded.outcome is LoadOutcome.LOADED:
        got, error = seen[0].outcome.value, seen[0].error
    else:
        got, error = f"import {loaded.outcome.value}", loaded.error
    assert got in entry["session"]
    if "error" in entry:
        assert error is not None
        assert error.type_name == entry["error"]
