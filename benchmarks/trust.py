"""False rejects: right answers on fresh seeds, against live truth.

    python benchmarks/trust.py --all [--seeds 200] [--jobs 2] [--keep FILE] [--write docs/trust.md]
    python benchmarks/trust.py ID ...

With `--all` it runs the reference and one right answer by another algorithm of every code and debug exercise; with ids the
reference and every alternative of these. Nothing comes from a cache that was there before. With every tenth seed the answers are
also checked as a learner's is: in the sandbox, by the script, with properties. `--tenth N` takes a tenth of the seeds, and N says
which. `--keep` remembers what was done, so that a run that was interrupted goes on. Exit 1 if a right answer is rejected.
"""

from __future__ import annotations

import argparse
import datetime as dt
import json
import os
import subprocess
import sys
import tempfile
import time
from collections import defaultdict
from concurrent.futures import ProcessPoolExecutor, as_completed
from pathlib import Path

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

from grader import check_answer
from grader.bank import answer_source, compile_answer, load_function, open_bank, reference_source
from grader.build import prepare
from grader.cache import fingerprint
from grader.judge import judge
from grader.model.errors import BankError
from grader.sandbox import observe

ROOT = Path(__file__).parents[1]
WHOLE = 10
"""Of so many seeds, one is checked as a whole."""
CHUNK = 10
"""Seeds of one task."""
ASIDE = {
    *("title", "difficulty", "minutes", "needs", "ask", "hints", "explain", "interview", "sources", "mistakes", "equivalent"),
    *("edge_cases", "raises", "forbid"),
}
"""Fields without which the draws of a seed are what they were: a run that is under way outlives a change of them.

No right answer meets the texts, and edge cases are the same at every seed: `dlprep author check` asks them of the same answers.
"""


def right_answers(exercise, most):
    """Name, function and source of each right answer: the reference first."""
    yield "reference", load_function(exercise, exercise.code.reference), reference_source(exercise)
    for alternative in exercise.code.alternatives[: most - 1]:
        yield alternative.name, compile_answer(exercise, alternative), answer_source(exercise, alternative)


def task(key, seeds, most):
    """What the right answers of one exercise came to on some seeds."""
    started = time.process_time()
    exercise = open_bank().exercise(key)
    with tempfile.TemporaryDirectory() as folder:
        os.environ["DLPREP_CACHE"] = folder
        prepared = prepare(exercise)
        answers = list(right_answers(exercise, most))
        found = {
            "exercise": key,
            "version": version(exercise),
            "seeds": list(seeds),
            "answers": len(answers),
            "cases": 0,
            "whole": 0,
            "rejected": [],
        }
        for seed in seeds:
            try:
                drawn = prepared.drawn(seed)
            except BankError as error:
                found["rejected"].append(f"seed {seed}, nothing can be graded: {error.faults[0]}")
                continue
            found["cases"] += len(drawn.cases)
            for case, expected in zip(drawn.cases, drawn.expected, strict=True):
                call = prepared.call(case)
                for name, run, _ in answers:
                    failures = judge(exercise.code.contract, case, call, expected, observe(run, call))
                    if failures:
                        found["rejected"].append(f"{name}: seed {seed}, {case.name} {case.dims}: {failures[0]}")
        for seed in (seed for seed in seeds if seed % WHOLE == 0):
            for name, _, source in answers:
                report = check_answer(exercise, source, seed=seed)
                found["whole"] += 1
                if report.verdict != "PASS":
                    first = report.findings[0]
                    told = f"{report.verdict}, {first.check} {' '.join(first.names)}, {first.case}"
                    found["rejected"].append(f"{name}: a whole check, seed {seed}: {told}")
    return found | {"seconds": time.process_time() - started}


def version(exercise):
    """Stands for what the measurement depends on: the Python of the bank, and the YAML without its texts and mistakes."""
    asked = {name: getattr(exercise.code, name) for name in exercise.code.__struct_fields__ if name not in ASIDE}
    return fingerprint(repr(asked), exercise.depends)[:32]


def kept(path, exercises):
    """Tasks that were done before, by exercise and first seed; those of another version of the exercise count as not done."""
    versions = {exercise.id: version(exercise) for exercise in exercises}
    lines = path.read_text(encoding="utf-8").splitlines() if path is not None and path.exists() else []
    done = [json.loads(line) for line in lines]
    return {(one["exercise"], one["seeds"][0]): one for one in done if versions.get(one["exercise"]) == one["version"]}


def run(exercises, seeds, most, jobs, keep):
    """Every task's result, those that were kept included."""
    done = kept(keep, exercises)
    chunks = [seeds[i : i + CHUNK] for i in range(0, len(seeds), CHUNK)]
    waiting = [(exercise.id, chunk) for chunk in chunks for exercise in exercises if (exercise.id, chunk[0]) not in done]
    with ProcessPoolExecutor(jobs) as pool:
        futures = [pool.submit(task, key, chunk, most) for key, chunk in waiting]
        for number, future in enumerate(as_completed(futures), 1):
            if future.exception() is not None:
                pool.shutdown(cancel_futures=True)
            found = future.result()
            done[found["exercise"], found["seeds"][0]] = found
            if keep is not None:
                with keep.open("a", encoding="utf-8") as file:
                    file.write(json.dumps(found) + "\n")
            for line in found["rejected"]:
                print(f"REJECTED {found['exercise']}: {line}", flush=True)
            if sys.stderr.isatty():
                print(f"\r{number} of {len(futures)} tasks", end="", file=sys.stderr, flush=True)
    wanted = {chunk[0] for chunk in chunks}
    return [one for (_, first), one in done.items() if first in wanted]


def table(results):
    """One row for each exercise: seeds, answers, runs, whole checks, rejects, seconds."""
    rows = defaultdict(lambda: [0, 0, 0, 0, 0, 0.0])
    for one in results:
        row = rows[one["exercise"]]
        row[0] += len(one["seeds"])
        row[1] = one["answers"]
        row[2] += one["cases"] * one["answers"]
        row[3] += one["whole"]
        row[4] += len(one["rejected"])
        row[5] += one["seconds"]
    return dict(sorted(rows.items()))


def written(rows, first):
    """docs/trust.md."""
    commit = subprocess.run(
        ["git", "rev-parse", "--short", "HEAD"], cwd=ROOT, capture_output=True, text=True, check=False
    ).stdout.strip()
    runs, whole, rejects = (sum(row[i] for row in rows.values()) for i in (2, 3, 4))
    lines = [
        "# Trust: right answers on fresh seeds",
        "",
        "The reference and one right answer by another algorithm of every code and debug exercise, on seeds that no check had",
        "drawn before, at least 100 cases each, against truth computed live. A run is one case given to one answer; with every",
        "tenth seed the answers are also checked whole, as a learner's is, in the sandbox and with properties. A run may be done",
        "in pieces: a piece counts while the reference, the other answer and what is drawn stay as they were. Edge cases",
        "are the same at every seed; `dlprep author check` asks those that have come since.",
        "",
        f"**{rejects} false rejects in {runs:,} runs and {whole:,} whole checks**, {len(rows)} exercises.",
        f"{dt.datetime.now(dt.UTC):%Y-%m-%d}, commit {commit.strip()}, seeds from {first}:",
        "`python benchmarks/trust.py --all`.",
        "",
        "| exercise | seeds | answers | runs | whole checks | rejected |",
        "|---|---|---|---|---|---|",
        *(f"| {key} | {row[0]} | {row[1]} | {row[2]:,} | {row[3]} | {row[4]} |" for key, row in rows.items()),
    ]
    return "\n".join(lines) + "\n"


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("ids", nargs="*")
    parser.add_argument("--all", action="store_true", help="every code and debug exercise, two answers each")
    parser.add_argument("--seeds", type=int, default=200)
    parser.add_argument("--first", type=int, default=1000, help="the first seed")
    parser.add_argument("--tenth", type=int, help="a tenth of the seeds: any number says which")
    parser.add_argument("--jobs", type=int, default=os.cpu_count())
    parser.add_argument("--keep", type=Path, help="a file that remembers what was done")
    parser.add_argument("--write", type=Path, help="write the figures as a page")
    options = parser.parse_args()
    if not options.all and not options.ids:
        parser.error("say --all, or which exercises")
    bank = open_bank()
    exercises = [bank.exercise(name) for name in options.ids] or [one for one in bank.load_all() if not one.form.typed]
    seeds = list(range(options.first, options.first + options.seeds))
    if options.tenth is not None:
        share = max(1, len(seeds) // 10)
        seeds = seeds[options.tenth % 10 * share :][:share]
    rows = table(run(exercises, seeds, 2 if options.all else 1 << 16, options.jobs, options.keep))
    for key, (count, answers, runs, whole, rejected, seconds) in rows.items():
        print(f"{key:<32} {rejected} of {runs} runs, {whole} whole checks; {answers} answers, {count} seeds, {seconds:.0f} s")
    runs, whole, rejects = (sum(row[i] for row in rows.values()) for i in (2, 3, 4))
    print(f"{rejects} false rejects in {runs} runs and {whole} whole checks")
    if options.write is not None:
        options.write.write_text(written(rows, options.first), encoding="utf-8")
    return 1 if rejects else 0


if __name__ == "__main__":
    sys.exit(main())
