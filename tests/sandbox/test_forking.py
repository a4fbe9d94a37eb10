"""The child that is a fork: made where it is safe, and nothing else than an executed one to the answer in it."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from child_facts import facts
from forked import in_fork
from levels import LOCKED

from grader.model.enums import Level
from grader.sandbox import spawn

pytestmark = pytest.mark.skipif(not LOCKED, reason="a fork is made for L2 alone")
SUPPORT = Path(__file__).parents[1] / "support"


def forks(before: str = "", environment: dict[str, str] | None = None) -> bool:
    """Whether the first child of a process that has done `before` is a fork."""
    code = f"""
import os, sys
sys.path.insert(0, {str(SUPPORT)!r})
from forked import is_fork
{before}
from grader.sandbox import first_child
with first_child() as child:
    print(is_fork(child))
os._exit(sys.stdout.flush() or 0)
"""
    variables = {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")} | (environment or {})
    done = subprocess.run([sys.executable, "-c", code], env=variables, capture_output=True, text=True, check=True)
    return done.stdout.strip() == "True"


def test_a_process_that_has_just_begun_forks() -> None:
    assert forks()


@pytest.mark.parametrize(
    "before",
    [
        "import grader.bank",
        "import grader.truth",
        "import threading, time; threading.Thread(target=time.sleep, args=(9,), daemon=True).start()",
        "sys.settrace(lambda *_: None)",
        "sys.stdin = None",
    ],
)
def test_a_process_that_knows_or_does_more_does_not(before: str) -> None:
    assert not forks(before)


@pytest.mark.parametrize("variable", ["PYTHONWARNINGS", "PYTHONPATH", "PYTHONOPTIMIZE", "LD_PRELOAD"])
def test_variables_that_change_how_an_answer_runs_prevent_it(variable: str) -> None:
    assert not forks(environment={variable: "1"})


def test_threads_of_blas_prevent_it() -> None:
    assert not forks(environment={"OPENBLAS_NUM_THREADS": "2"}) or os.cpu_count() == 1


def test_an_answer_finds_the_same_around_it() -> None:
    forked, there = in_fork("child_facts", "facts", environment={"SECRET": "hunter2", "TERM": "dumb"})
    assert forked
    assert there == facts(spawn(Level.L2))


def test_variables_of_the_user_are_wiped_from_memory() -> None:
    """Looked for in all memory that can be written, which a locked answer could not even find."""
    code = """
import os, re, sys
from grader.sandbox import forking
def found():
    pattern, regions = re.compile(b"to" + b"ken-[0-9a-f]{32}"), []
    with open("/proc/self/maps") as maps:
        for line in maps:
            place, rights = line.split()[:2]
            if rights.startswith("rw"):
                regions.append([int(end, 16) for end in place.split("-")])
    with open("/proc/self/mem", "rb", 0) as memory:
        hits = 0
        for start, end in regions:
            memory.seek(start)
            hits += len(pattern.findall(memory.read(end - start)))
    return hits
if sys.argv[1] == "forget":
    forking._forget_variables()
print(found() > 0, sorted(os.environ) == sorted(forking.environment()))
"""
    variables = os.environ | {"SECRET": "token-" + os.urandom(16).hex()}

    def told(word: str) -> list[str]:  # in a process of its own: looking leaves copies behind
        done = subprocess.run([sys.executable, "-c", code, word], env=variables, capture_output=True, text=True, check=True)
        return done.stdout.split()

    assert told("look") == ["True", "False"]
    assert told("forget") == ["False", "True"]


@pytest.mark.parametrize("closed", [0, 1, 2])
def test_a_standard_stream_that_is_closed_does_no_harm(closed: int) -> None:
    code = f"""
import os, sys
os.close({closed})
sys.path.insert(0, {str(SUPPORT)!r})
from grader.sandbox import first_child
child = first_child()
from child_facts import facts
found = facts(child)
os.write({2 if closed == 1 else 1}, repr(found["input"] == "" and found["open"]).encode())
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert "[200, 201]" in done.stdout + done.stderr, done


def test_a_level_that_cannot_be_had_falls_back(monkeypatch: pytest.MonkeyPatch) -> None:
    from grader.sandbox import first, forking

    monkeypatch.setattr(forking.os, "fork", lambda: (_ for _ in ()).throw(OSError("no process")))
    monkeypatch.setattr(first, "_plain", lambda: True)
    with first.first_child() as child:
        assert facts(child)["input"] == ""
