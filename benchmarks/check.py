"""The whole of `dlprep check`, beside `python -c "import numpy"` run in turn with it.

    python benchmarks/check.py [--rounds 15] [ID ...]

For each exercise: the first check with an empty cache (sympy at work), then checks of a passing answer from the pool: the installed
script, the attempt stored, wall clock from start to exit. The ratio is printed only if the report shows that at least 100 cases ran
over all strata and every dtype that the exercise declares. The pool is kept from growing in the background, beside both.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from grader.bank import open_bank, reference_source

STRATA = {"plain", "integer", "special", "extreme", "tie", "edge"}
SCRIPT = shutil.which("dlprep", path=str(Path(sys.executable).parent)) or shutil.which("dlprep")


def timed(command, environment, folder):
    started = time.perf_counter()
    done = subprocess.run(command, env=environment, cwd=folder, capture_output=True, text=True, check=False)
    return time.perf_counter() - started, done


def complete(report, exercise):
    """Whether a report shows the whole check: what the ratio is about."""
    declared = {dtype for one in exercise.content.inputs.values() for dtype in one.dtypes}
    names = " ".join(check["name"] for check in report["checks"])
    return (
        report["verdict"] == "PASS"
        and report["cases"]["count"] >= 100
        and report["cases"]["strata"].keys() >= STRATA - ({"edge"} if not exercise.content.edge_cases else set())
        and all(dtype in names for dtype in declared)
        and all(check["outcome"] == "passed" for check in report["checks"])
    )


def measure(exercise, rounds):
    with tempfile.TemporaryDirectory() as folder:
        environment = os.environ | {"OPENBLAS_NUM_THREADS": "1", "DLPREP_CACHE": f"{folder}/cache", "DLPREP_BACKGROUND": "0"}
        environment.pop("PYTHONDONTWRITEBYTECODE", None)
        answer = Path(folder, "solutions", exercise.answer_name)
        answer.parent.mkdir()
        answer.write_text(reference_source(exercise), encoding="utf-8")
        check = [SCRIPT, "check", exercise.id]
        numpy = [sys.executable, "-c", "import numpy"]
        first, done = timed(check, environment, folder)
        if done.returncode:
            print(done.stdout, done.stderr)
            return
        _, told = timed([*check, "--json"], environment, folder)
        report = json.loads(told.stdout)
        if not complete(report, exercise):
            print(f"{exercise.id}: the check is not complete, no ratio: {report['cases']}")
            return
        pairs = [(timed(numpy, environment, folder)[0], timed(check, environment, folder)[0]) for _ in range(rounds)]
        floor, later = (statistics.median(column) for column in zip(*pairs, strict=True))
        ratio = statistics.median(b / a for a, b in pairs)
        isolation = report["isolation"]["level"]
        print(
            f"{exercise.id:<28} first {first:5.2f} s   later {later * 1000:4.0f} ms   numpy {floor * 1000:3.0f} ms"
            f"   ratio {ratio:.2f}   ({report['cases']['count']} cases, {isolation}, stored)"
        )


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("ids", nargs="*")
    parser.add_argument("--rounds", type=int, default=15)
    options = parser.parse_args()
    bank = open_bank()
    print(f"load {os.getloadavg()[0]:.1f}, {os.cpu_count()} cores")
    for name in options.ids or [summary.id for summary in bank.summaries()]:
        measure(bank.exercise(name), options.rounds)


if __name__ == "__main__":
    main()
