"""False rejects: the reference and every right alternative, on fresh seeds with live truth.

    python benchmarks/trust.py [--seeds 200] [--first 1000] [ID ...]

Prints, for each answer, how many cases of how many it met; nothing comes from a cache that was there before. With every tenth seed
the answers are also checked as a learner's is: in the sandbox, by the script, with properties. Exit 1 if one is rejected.
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
import time

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

from grader import check_answer
from grader.bank import answer_source, compile_answer, load_function, open_bank, reference_source
from grader.build import prepare
from grader.judge import judge
from grader.sandbox import observe

WHOLE = 10
"""Of so many seeds, one is checked as a whole."""


def answers(exercise):
    yield "reference", load_function(exercise, exercise.content.reference)
    for alternative in exercise.content.alternatives:
        yield alternative.name, compile_answer(exercise, alternative)


def sources(exercise):
    yield "reference", reference_source(exercise)
    for alternative in exercise.content.alternatives:
        yield alternative.name, answer_source(exercise, alternative)


def whole(exercise, seeds):
    """Checks of every right answer, and those that were rejected."""
    count, rejected = 0, []
    for seed in seeds:
        for name, source in sources(exercise):
            report = check_answer(exercise, source, seed=seed)
            count += 1
            if report.verdict != "PASS":
                found = report.findings[0]
                rejected.append(f"{name}, seed {seed}: {report.verdict}, {found.check} {' '.join(found.names)}, {found.case}")
    return count, rejected


def measure(exercise, seeds):
    prepared = prepare(exercise)
    runs = dict(answers(exercise))
    cases, rejected, first = 0, dict.fromkeys(runs, 0), {}
    for seed in seeds:
        drawn = prepared.drawn(seed)
        cases += len(drawn.cases)
        for case, expected in zip(drawn.cases, drawn.expected, strict=True):
            call = prepared.call(case)
            for name, run in runs.items():
                failures = judge(exercise.content.contract, case, call, expected, observe(run, call))
                if failures:
                    rejected[name] += 1
                    first.setdefault(name, f"seed {seed}, {case.name} {case.dims}: {failures[0]}")
    for name, count in rejected.items():
        print(f"  {name:<52} {count} of {cases} cases rejected" + (f"\n    {first[name]}" if name in first else ""))
    checks, refused = whole(exercise, seeds[::WHOLE])
    print(f"  {len(refused)} of {checks} whole checks rejected" + "".join(f"\n    {line}" for line in refused))
    return len(runs), cases, sum(rejected.values()) + len(refused)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("ids", nargs="*")
    parser.add_argument("--seeds", type=int, default=200)
    parser.add_argument("--first", type=int, default=1000, help="the first seed")
    options = parser.parse_args()
    bank = open_bank()
    exercises = [bank.exercise(name) for name in options.ids] or bank.load_all()
    seeds = range(options.first, options.first + options.seeds)
    runs, rejects = 0, 0
    for exercise in exercises:
        started = time.perf_counter()
        print(f"{exercise.key}: {len(seeds)} fresh seeds from {options.first}, live truth")
        with tempfile.TemporaryDirectory() as folder:
            os.environ["DLPREP_CACHE"] = folder
            count, cases, rejected = measure(exercise, seeds)
        runs, rejects = runs + count * cases, rejects + rejected
        print(f"  {time.perf_counter() - started:.0f} s")
    print(f"{rejects} false rejects in {runs} runs")
    return 1 if rejects else 0


if __name__ == "__main__":
    sys.exit(main())
