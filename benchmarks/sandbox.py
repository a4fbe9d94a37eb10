"""What the sandbox costs, beside `python -c "import numpy"` run in turn with it.

    python benchmarks/sandbox.py [--rounds 15] [--cases 100]

Prints the median of each step of one session in a process that has numpy, and its ratio to the import: the child is exec'ed,
loads numpy, locks itself, imports the answer, is called, and is killed. Then a whole session at each level, in turn, beside that at
L1; what the child spends on its lock, ahead of its terms (the grader is at work elsewhere) and after them; and one call, beside the
same call in this process.
"""

from __future__ import annotations

import argparse
import os
import random
import statistics
import subprocess
import sys
import time
from pathlib import Path

import numpy as np

from grader.model.case import Call
from grader.model.content import Limits
from grader.model.enums import Layout, Level, Outcome
from grader.sandbox import Job, Session, observe, spawn
from grader.sandbox.child import lock
from grader.sandbox.reach import hindrance

ANSWER = """
import numpy as np

def softmax(x, axis=-1):
    e = np.exp(x - np.max(x, axis=axis, keepdims=True))
    return e / np.sum(e, axis=axis, keepdims=True)
"""
JOB = Job(
    source=ANSWER, file="softmax.py", function="softmax", parameters=("x", "axis"), limits=Limits(seconds=60, call_seconds=30)
)
LOCK = """
import gc, os, sys, time
gc.disable()  # as the child does
numpy, child, level = sys.argv[1:]
sys.path.insert(0, os.path.dirname(os.path.dirname(numpy)))
import numpy as np
del sys.path[0]
package = type(sys)("dlprep_child")
package.__path__ = [child]
sys.modules["dlprep_child"] = package
import dlprep_child.serve
from dlprep_child.lock import Lock
marks = [time.perf_counter()]
lock = Lock(level, numpy)
marks.append(time.perf_counter())
lock.shut({"level": level, "memory_mb": 512, "seconds": 10, "packages": {}, "answers": child})
marks.append(time.perf_counter())
print(*(1000 * (b - a) for a, b in zip(marks, marks[1:])))
"""
LAYOUTS = (Layout.CONTIGUOUS, Layout.FORTRAN, Layout.STRIDED, Layout.READONLY)


def imported() -> float:
    started = time.perf_counter()
    subprocess.run([sys.executable, "-c", "import numpy"], env=os.environ | {"OPENBLAS_NUM_THREADS": "1"}, check=True)
    return time.perf_counter() - started


def lived(calls: list[Call], level: Level | None = None) -> dict[str, float]:
    """Seconds of each step of one session."""
    marks = [time.perf_counter()]
    child = spawn(level)
    marks.append(time.perf_counter())
    with Session(child, JOB) as session:
        session.load()
        marks.append(time.perf_counter())
        seen = session.run(calls)
        marks.append(time.perf_counter())
        session.close()
        marks.append(time.perf_counter())
    assert all(one.outcome is Outcome.RETURNED for one in seen)
    steps = zip(("spawn", "load", "run", "close"), marks, marks[1:], strict=False)
    return {name: later - earlier for name, earlier, later in steps} | {"whole": marks[-1] - marks[0]}


def locked(level: Level) -> list[float]:
    """Milliseconds that a process with numpy spends on preparing the lock of `level`, and on shutting it."""
    command = [sys.executable, "-I", "-S", "-c", LOCK, str(Path(np.__file__)), str(Path(lock.__file__).parent), level.value]
    done = subprocess.run(command, env={"OPENBLAS_NUM_THREADS": "1"}, capture_output=True, text=True, check=True)
    return [float(number) for number in done.stdout.split()]


def observed(calls: list[Call]) -> float:
    space: dict[str, object] = {}
    exec(ANSWER, space)
    started = time.perf_counter()
    for call in calls:
        observe(space["softmax"], call)
    return time.perf_counter() - started


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=15)
    parser.add_argument("--cases", type=int, default=100)
    asked = parser.parse_args()
    rng = np.random.default_rng(0)
    calls = [Call({"x": rng.normal(size=(3, 4)), "axis": -1}, LAYOUTS[k % 4]) for k in range(asked.cases)]
    levels = [level for level in Level if hindrance(level) is None]
    imports, sessions, here = [], [], []
    wholes: dict[Level, list[float]] = {level: [] for level in levels}
    locks: dict[Level, list[list[float]]] = {level: [] for level in levels}
    for _ in range(asked.rounds):
        imports.append(imported())
        sessions.append(lived(calls))
        here.append(observed(calls))
        for level in random.sample(levels, len(levels)):
            wholes[level].append(lived(calls, level)["whole"])
            locks[level].append(locked(level))
    floor = statistics.median(imports)
    median = {name: statistics.median(one[name] for one in sessions) for name in sessions[0]}
    print(f"import numpy         {1000 * floor:7.1f} ms")
    for name, seconds in median.items():
        print(f"session, {name:<11} {1000 * seconds:7.1f} ms   {seconds / floor:5.2f} x import numpy")
    beside = statistics.median(wholes[Level.L1])
    for level in levels:
        seconds = statistics.median(wholes[level])
        print(f"session at {level:<9} {1000 * seconds:7.1f} ms   {seconds / beside:5.2f} x the same at L1")
    for level in levels:
        ahead, then = (statistics.median(times) for times in zip(*locks[level], strict=True))
        print(f"lock at {level:<12} {then:7.2f} ms   after {ahead:.2f} ms ahead of its terms")
    per_call, alone = median["run"] / asked.cases, statistics.median(here) / asked.cases
    print(f"one call             {1e6 * per_call:7.1f} us   {per_call / alone:5.2f} x the same call in this process")


if __name__ == "__main__":
    main()
