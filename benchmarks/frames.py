"""Damaged replies against the grader: what it makes of them, through the same code that listens to a child.

    python benchmarks/frames.py [--count 20000] [--seed 0]

Each frame is an honest reply of a wrong answer with faults in its header, its payload or its lengths. Prints how many were refused
and why, how many were replies all the same, whether one earned credit, and how much memory they cost. Exit 1 at credit, at an
exception that is not a refusal, or where memory grows.
"""

from __future__ import annotations

import argparse
import random
import resource
import sys
import time
from collections import Counter
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "tests" / "support"))

from frames import failing, heard, honest, is_right, mutated, wrong

from grader.model.case import Observation

WARM = 2000
"""Frames after which memory is looked at first."""
FLAT = 16 << 10
"""Kilobytes by which it may have grown at the end: the largest frames come late, and a leak of 1 kB each would be 20 MB."""
SHOWN = 12


def kind(seen: Observation | str) -> str:
    """A refusal without its particulars."""
    if isinstance(seen, Observation):
        return f"a reply: {seen.outcome}"
    reason = seen.removeprefix("broke the protocol: ")
    return reason if len(reason) < 40 and not any(map(str.isdigit, reason)) else reason.split(" - ")[0].split(":")[0][:40]


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--count", type=int, default=20_000)
    parser.add_argument("--seed", type=int, default=0)
    asked = parser.parse_args()
    rng = random.Random(asked.seed)
    replies = [honest(wrong), honest(failing)]
    counts: Counter[str] = Counter()
    credit = before = 0
    started = time.perf_counter()
    for number in range(asked.count):
        if number == min(WARM, asked.count - 1):
            before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        seen = heard(mutated(replies, rng))
        counts[kind(seen)] += 1
        credit += is_right(seen)
    seconds = time.perf_counter() - started
    grown = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before
    for name, count in counts.most_common(SHOWN):
        print(f"{count:6d}  {name}")
    others = counts.most_common()[SHOWN:]
    print(f"{sum(count for _, count in others):6d}  refused for {len(others)} other reasons")
    print(f"{asked.count} frames, seed {asked.seed}: 0 crashes, {credit} credited; {1e6 * seconds / asked.count:.0f} us each")
    print(f"memory grew by {grown / 1024:.1f} MB after the first {WARM}")
    return int(credit > 0 or grown > FLAT)


if __name__ == "__main__":
    sys.exit(main())
