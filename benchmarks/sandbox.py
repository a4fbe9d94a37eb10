"""What the sandbox costs, beside `python -c "import numpy"` run in turn with it.

    python benchmarks/sandbox.py [--rounds 15] [--cases 100]

Prints the median of each step of one session in a process that has numpy, and its ratio to the import: the child is exec'ed, loads
numpy, locks itself, imports the answer, is called, and is killed. Then one call, beside the same call in this process.
"""

from __future__ import annotations

import argparse
import os
import statistics
import subprocess
import sys
import time

import numpy as np

from grader.model.case import Call
from grader.model.content import Limits
from grader.model.enums import Layout, Outcome
from grader.sandbox import Job, Session, observe, spawn

ANSWER = """
import numpy as np

def softmax(x, axis=-1):
    e = np.exp(x - np.max(x, axis=axis, keepdims=True))
    return e / np.sum(e, axis=axis, keepdims=True)
"""
JOB = Job(
    source=ANSWER, file="softmax.py", function="softmax", parameters=("x", "axis"), limits=Limits(seconds=60, call_seconds=30)
)
LAYOUTS = (Layout.CONTIGUOUS, Layout.FORTRAN, Layout.STRIDED, Layout.READONLY)


def imported() -> float:
    started = time.perf_counter()
    subprocess.run([sys.executable, "-c", "import numpy"], env=os.environ | {"OPENBLAS_NUM_THREADS": "1"}, check=True)
    return time.perf_counter() - started


def lived(calls: list[Call]) -> dict[str, float]:
    """Seconds of each step of one session, and of a second batch in the same child."""
    marks = [time.perf_counter()]
    child = spawn()
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
    imports, sessions, here = [], [], []
    for _ in range(asked.rounds):
        imports.append(imported())
        sessions.append(lived(calls))
        here.append(observed(calls))
    floor = statistics.median(imports)
    median = {name: statistics.median(one[name] for one in sessions) for name in sessions[0]}
    print(f"import numpy         {1000 * floor:7.1f} ms")
    for name, seconds in median.items():
        print(f"session, {name:<11} {1000 * seconds:7.1f} ms   {seconds / floor:5.2f} x import numpy")
    per_call, beside = median["run"] / asked.cases, statistics.median(here) / asked.cases
    print(f"one call             {1e6 * per_call:7.1f} us   {per_call / beside:5.2f} x the same call in this process")


if __name__ == "__main__":
    main()
