"""Run by tests as a process: adds attempts to the store of a folder, and prints each verdict once it is stored.

python adding.py WORKSPACE FIRST COUNT [GO]: seeds from FIRST on; waits for the file GO to appear.
"""

from __future__ import annotations

import sys
import time
from pathlib import Path

from grader.model.enums import Level, Source, Verdict
from grader.model.report import Cases, Durations, Isolation, Report
from grader.store import Store


def report(seed: int) -> Report:
    return Report(
        exercise="adam-step",
        title="Adam",
        verdict=Verdict.PASS if seed % 3 else Verdict.WRONG,
        seed=seed,
        cases=Cases(100, Source.POOL),
        isolation=Isolation(Level.L1, {}),
        checks=(),
        findings=(),
        diagnosis=None,
        durations=Durations(0.1),
        # From nothing to several pages of the database.
        answer=f"# {seed}\n" * (seed * 131 % 3000),
    )


def main(workspace: Path, first: int, count: int) -> None:
    with Store.open(workspace) as store:
        for seed in range(first, first + count):
            kept = report(seed)
            number = store.add(kept)
            print(number, seed, kept.verdict, flush=True)


if __name__ == "__main__":
    while len(sys.argv) > 4 and not Path(sys.argv[4]).exists():
        time.sleep(0.001)
    main(Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3]))
