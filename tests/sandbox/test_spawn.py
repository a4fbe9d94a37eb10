"""Starting and ending a child, apart from any answer."""

from __future__ import annotations

import os
import resource
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from levels import BEST, HAD, LOCKED

from grader.model.case import Call
from grader.model.enums import Level
from grader.model.errors import InternalError, UsageError
from grader.sandbox import Job, Session, spawn, spawning

if TYPE_CHECKING:
    from collections.abc import Callable


def descriptors() -> list[Path]:
    return sorted(Path("/dev/fd").iterdir())


def run(code: str) -> str:
    return subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout


def test_spawning_loads_neither_numpy_nor_msgspec_nor_subprocess() -> None:
    heavy = ["numpy", "msgspec", "subprocess", "tempfile", "asyncio", "multiprocessing", "json", "socket", "pathlib", "shutil"]
    code = f"import sys\nfrom grader.sandbox import spawn\nspawn().end()\nprint([name for name in {heavy} if name in sys.modules])"
    assert run(code).strip() == "[]"


def test_handing_over_a_job_loads_no_numpy() -> None:
    code = """
import sys
from grader.sandbox import Job, Session, spawn
with Session(spawn(), Job(source="f = abs", file="f.py", function="f")) as session:
    print(session.load().outcome, "numpy" in sys.modules)
"""
    assert run(code).split() == ["loaded", "False"]


def test_ending_leaves_no_process_no_folder_no_descriptor(group_ends: Callable[[int], bool]) -> None:
    before = descriptors()
    child = spawn(Level.L1)
    assert Path(child.settle()).is_dir()
    assert child.settle() == child.folder
    child.end()
    assert group_ends(child.pid)
    assert not Path(child.folder).exists()
    assert descriptors() == before


def test_ending_twice_is_no_matter() -> None:
    child = spawn()
    assert child.end() == child.end() == -9


def test_child_that_nobody_wants_is_ended(group_ends: Callable[[int], bool]) -> None:
    with spawn() as child:
        pass
    assert group_ends(child.pid)
    pid = spawn().pid
    assert group_ends(pid)


def test_level_that_is_not_there_is_refused() -> None:
    with pytest.raises(UsageError, match="L3 cannot be had here: this version"):
        spawn(Level.L3)


def test_child_has_the_best_level_unless_one_is_named() -> None:
    with spawn() as best, spawn(Level.L0) as asked:
        assert (best.level, asked.level) == (BEST, Level.L0)


@pytest.mark.parametrize("level", LOCKED)
def test_where_nothing_can_be_written_there_is_no_folder(level: Level, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    source = "import os\ndef f(): return os.getcwd(), os.environ['HOME'], os.environ['TMPDIR'], os.path.expanduser('~')"
    with Session(spawn(level), Job(source=source, file="f.py", function="f")) as session:
        assert session.run([Call({})])[0].value == ("/",) * 4
        assert list(tmp_path.iterdir()) == []


def test_best_level_is_looked_for_while_the_child_starts(monkeypatch: pytest.MonkeyPatch) -> None:
    order = []
    start, reached = spawning.start, spawning.reached
    monkeypatch.setattr(spawning, "start", lambda *given: order.append("start") or start(*given))
    monkeypatch.setattr(spawning, "reached", lambda level: order.append(level) or reached(level))
    spawn().end()
    spawn(Level.L0).end()
    assert order == [Level.L1, "start", None, Level.L0, "start", Level.L0]


@pytest.mark.parametrize(("level", "limited"), [(Level.L0, False), (Level.L1, True)])
def test_limits_begin_at_l1(level: Level, limited: bool) -> None:
    source = "import resource\ndef f(): return resource.getrlimit(resource.RLIMIT_NOFILE)"
    with Session(spawn(level), Job(source=source, file="f.py", function="f")) as session:
        got = session.run([Call({})])[0].value
    assert (got != resource.getrlimit(resource.RLIMIT_NOFILE)) is limited


def test_interpreter_that_does_not_start_is_a_bug_of_ours(monkeypatch: pytest.MonkeyPatch) -> None:
    before = descriptors()
    monkeypatch.setattr(sys, "executable", "/nowhere/python")
    with pytest.raises(InternalError, match="No such file"):
        spawn()
    assert descriptors() == before


def test_child_that_fails_before_the_answer_is_a_bug_of_ours(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(spawning, "_numpy", lambda: "/nowhere/numpy/__init__.py")
    session = Session(spawn(), Job(source="f = abs", file="f.py", function="f"))
    with pytest.raises(InternalError, match=r"exit status(.|\n)*No such file or directory: '/nowhere/numpy/__init__.py'"):
        session.load()


def test_child_starts_where_descriptors_of_its_numbers_are_taken() -> None:
    taken = [os.open(os.devnull, os.O_RDONLY) for _ in range(220)]
    try:
        with Session(spawn(), Job(source="f = abs", file="f.py", function="f")) as session:
            assert session.load().outcome.value == "loaded"
    finally:
        for descriptor in taken:
            os.close(descriptor)


def killed_grader(code: str, temporary: Path) -> int:
    """The pid of the child of a grader that was killed while it waited."""
    environment = {**os.environ, "TMPDIR": str(temporary)}
    ends = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "text": True, "env": environment}
    with subprocess.Popen([sys.executable, "-c", code], **ends) as grader:
        pid = int(grader.stdout.readline())
        os.killpg(pid, 0)
        grader.kill()
    return pid


@pytest.mark.parametrize("level", HAD)
@pytest.mark.parametrize("body", ["pass", "session.load()"], ids=["waiting", "loaded"])
def test_child_ends_when_its_grader_is_killed(body: str, level: Level, group_ends: Callable[[int], bool], tmp_path: Path) -> None:
    code = f"""
import sys
from grader.model.enums import Level
from grader.sandbox import Job, Session, spawn
child = spawn(Level.{level.value})
session = Session(child, Job(source="f = abs", file="f.py", function="f"))
{body}
print(child.pid, flush=True)
sys.stdin.read()
"""
    assert group_ends(killed_grader(code, tmp_path))
    assert list(tmp_path.iterdir()) == []


def test_hanging_answer_ends_soon_after_its_grader_was_killed(group_ends: Callable[[int], bool], tmp_path: Path) -> None:
    code = """
import sys, time
from grader.model.content import Limits
from grader.sandbox import Job, Session, spawn
child = spawn()
source = "import time; print(1); time.sleep(600)"
session = Session(child, Job(source=source, file="f.py", function="f", limits=Limits(seconds=60, call_seconds=0.1)))
session._life.start()
print(child.pid, flush=True)
sys.stdin.read()
"""
    assert group_ends(killed_grader(code, tmp_path))
