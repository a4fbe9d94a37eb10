"""The whole of `dlprep check`, beside `python -c "import numpy"` run in turn with it.

    python benchmarks/check.py [--rounds 15] [ID ...]

For each exercise, with the installed script, the attempt stored, wall clock from start to exit, `OPENBLAS_NUM_THREADS=1` for both:

- first: the first check with an empty cache, sympy at work
- passing: checks of a right answer from the pool; bar 1.5, goal 1.3. Beside it, how long the answer itself takes for the same calls
- failing: checks of the listed mistakes in turn, shrunk and diagnosed; bar 4
- memory: the grader's peak beside that of importing numpy; bar 1.6
- pytest: one process that makes the same comparisons of the same answer, which nobody has asked to be isolated

A ratio is printed only if the report shows that at least 100 cases ran over all strata, every dtype and every property that the
exercise declares, isolated at L2. The pool is kept from growing in the background. In the end: what a passing check imports.
"""

from __future__ import annotations

import argparse
import json
import os
import pickle
import statistics
import sys
import tempfile
from itertools import cycle
from pathlib import Path

from beside import SCRIPT, imported, in_turn, peak, timed

from grader.bank import answer_source, load_function, open_bank, reference_source
from grader.build import prepare
from grader.language import numpy_source, parse_expression
from grader.model.case import Function
from grader.sandbox import observe

STRATA = {"plain", "integer", "special", "extreme", "tie", "edge"}
NUMPY = [sys.executable, "-c", "import numpy"]
NOT_THERE = {"sympy", "mpmath", "jinja2", "rich", "matplotlib", "yaml"}
PYTEST = """
import pickle
import numpy as np
import pytest
from answer import {function}

CASES = pickle.load(open("cases.pickle", "rb"))

def made(value):
    return eval(value["lambda"], {{"np": np}}) if isinstance(value, dict) and "lambda" in value else value

def leaves(value):
    if isinstance(value, dict):
        return [leaf for key in sorted(value) for leaf in leaves(value[key])]
    return [leaf for part in value for leaf in leaves(part)] if isinstance(value, tuple | list) else [value]

@pytest.mark.parametrize("arguments, expected, tolerance", CASES)
def test_case(arguments, expected, tolerance):
    result = {function}(**{{name: made(value) for name, value in arguments.items()}})
    for got, want, atol in zip(leaves(result), leaves(expected), leaves(tolerance), strict=True):
        assert np.shape(got) == np.shape(want)
        with np.errstate(all="ignore"):
            assert np.all((np.abs(got - want) <= atol) | (got == want) | (np.isnan(got) & np.isnan(want)))
"""


def incomplete(report, exercise):
    """What of the whole check a report does not show; nothing if it is what the ratio is about."""
    content = exercise.content
    names = {check["name"] for check in report["checks"] if check["outcome"] == "passed"}
    declared = {dtype for one in content.inputs.values() for dtype in one.dtypes}
    strata = STRATA - ({"edge"} if not content.edge_cases else set())
    return [
        *([report["verdict"]] if report["verdict"] != "PASS" else []),
        *([f"{report['cases']['count']} cases"] if report["cases"]["count"] < 100 else []),
        *(f"stratum {name}" for name in strata - report["cases"]["strata"].keys()),
        *(f"dtype {dtype}" for dtype in declared if not any(dtype in name for name in names)),
        *(f"property {item.name}" for item in content.properties if item.name not in names),
        *([report["isolation"]["level"]] if report["isolation"]["level"] != "L2" else []),
        *(check["name"] for check in report["checks"] if check["outcome"] != "passed"),
    ]


def own_seconds(exercise, seed):
    """How long the answer itself takes for one call of each case, in this process: the best of three."""
    prepared = prepare(exercise)
    function = load_function(exercise, exercise.content.reference)
    calls = [prepared.call(case) for case in prepared.drawn(seed).cases if case.raises is None]
    return min(sum(observe(function, call).seconds for call in calls) for _ in range(3))


def plain(value):
    """An argument as a pickle can hold it: a function as the text of a lambda."""
    if not isinstance(value, Function):
        return value
    expression = parse_expression(value.expression, names=value.takes, path="")
    return {"lambda": f"lambda {', '.join(value.takes)}: {numpy_source(expression)}"}


def in_pytest(exercise, seed, folder):
    """The same comparisons as a test file, and the command that runs it."""
    prepared = prepare(exercise)
    drawn = prepared.drawn(seed)
    rows = [
        ({name: plain(value) for name, value in prepared.call(case).arguments.items()}, one.value, one.tolerance)
        for case, one in zip(drawn.cases, drawn.expected, strict=True)
        if one is not None
    ]
    Path(folder, "cases.pickle").write_bytes(pickle.dumps(rows))
    Path(folder, "answer.py").write_text(reference_source(exercise), encoding="utf-8")
    Path(folder, "test_cases.py").write_text(PYTEST.format(function=exercise.function_name), encoding="utf-8")
    return [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "test_cases.py"], len(rows)


def failing(exercise, answer, check, environment, folder, rounds):
    """Ratio of checks of every listed mistake: the median, and the worst of the mistakes."""
    ratios = {}
    for mistake, _ in zip(cycle(exercise.content.mistakes), range(max(rounds, 2 * len(exercise.content.mistakes))), strict=False):
        answer.write_text(answer_source(exercise, mistake), encoding="utf-8")
        floor = timed(NUMPY, environment, folder)[0]
        ratios.setdefault(mistake.name, []).append(timed(check, environment, folder)[0] / floor)
    medians = {name: statistics.median(found) for name, found in ratios.items()}
    worst = max(medians, key=medians.get)
    return statistics.median(medians.values()), medians[worst], worst


def measure(exercise, rounds):
    with tempfile.TemporaryDirectory() as folder:
        environment = os.environ | {"OPENBLAS_NUM_THREADS": "1", "DLPREP_CACHE": f"{folder}/cache", "DLPREP_BACKGROUND": "0"}
        environment.pop("PYTHONDONTWRITEBYTECODE", None)
        answer = Path(folder, "solutions", exercise.answer_name)
        answer.parent.mkdir()
        answer.write_text(reference_source(exercise), encoding="utf-8")
        check = [SCRIPT, "check", exercise.id]
        first, done = timed(check, environment, folder)
        if done.returncode:
            print(done.stdout, done.stderr)
            return
        report = json.loads(timed([*check, "--json"], environment, folder)[1].stdout)
        lacking = incomplete(report, exercise)
        print(f"{exercise.id}: {report['cases']['count']} cases, {report['isolation']['level']}, stored; first {first:.2f} s")
        if lacking:
            print(f"  no ratio: the check is not complete ({', '.join(lacking)})")
            return
        floor, later, ratio = in_turn(NUMPY, check, environment, folder, rounds)
        own = own_seconds(exercise, report["seed"])
        told = f"(bar 1.5, goal 1.3; {own * 1000:.0f} ms are the answer's own)"
        print(f"  passing  {later * 1000:4.0f} ms   numpy {floor * 1000:3.0f} ms   ratio {ratio:.2f}  {told}")
        ours, theirs = (peak(command, environment, folder) for command in (check, NUMPY))
        print(f"  memory   {ours:4.0f} MB   numpy {theirs:3.0f} MB   ratio {ours / theirs:.2f}  (bar 1.6)")
        command, rows = in_pytest(exercise, report["seed"], folder)
        _, pytest, beside = in_turn(NUMPY, command, environment, folder, max(3, rounds // 3))
        said = timed(command, environment, folder)[1].stdout.strip().splitlines()[-1]
        print(f"  pytest   {pytest * 1000:4.0f} ms   ratio {beside:.2f}  (the values of {rows} cases, nothing isolated: {said})")
        median, most, name = failing(exercise, answer, check, environment, folder, rounds)
        print(f"  failing  ratio {median:.2f}, at most {most:.2f} ({name})  (bar 4)")
        answer.write_text(reference_source(exercise), encoding="utf-8")
        found = imported(["check", exercise.id], environment, folder)
        print(f"  imports  {', '.join(sorted(NOT_THERE & found)) or 'none of ' + ', '.join(sorted(NOT_THERE))}")


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
