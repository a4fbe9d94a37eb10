"""False rejects: the reference and every right alternative, on fresh seeds with live truth.

    python benchmarks/trust.py [--seeds 200] [--first 1000] [ID ...]

Prints, for each answer, how many cases of how many it met; nothing comes from a cache. Exit 1 if one right answer is rejected.
"""

from __future__ import annotations

import argparse
import os
import sys
import time

os.environ["DLPREP_CACHE"] = ""
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

from grader.bank import compile_answer, load_function, open_bank
from grader.build import prepare
from grader.judge import judge
from grader.sandbox import observe


def answers(exercise):
    yield "reference", load_function(exercise, exercise.content.reference)
    for alternative in exercise.content.alternatives:
        yield alternative.name, compile_answer(exercise, alternative)


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
    return len(runs), cases, sum(rejected.values())


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
        count, cases, rejected = measure(exercise, seeds)
        runs, rejects = runs + count * cases, rejects + rejected
        print(f"  {time.perf_counter() - started:.0f} s")
    print(f"{rejects} false rejects in {runs} runs")
    return 1 if rejects else 0


if __name__ == "__main__":
    sys.exit(main())
