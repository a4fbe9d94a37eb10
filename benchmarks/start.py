"""How soon the commands that load no numbers answer, beside `python -c "import click"` run in turn with them.

    python benchmarks/start.py [--rounds 21]

`--help`, `list`, and `next` of an exercise that is built, in a workspace that has it: the installed script, wall clock from start
to exit. What each imports is read from the interpreter: neither numpy nor sympy may be among it.
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
from pathlib import Path

from beside import SCRIPT, imported, in_turn, timed

from grader.bank import open_bank

BAR = 3.0
HEAVY = {"numpy", "sympy", "mpmath", "yaml", "jinja2", "rich", "matplotlib"}
CLICK = [sys.executable, "-c", "import click"]


def measure(words, environment, folder, rounds):
    floor, ours, ratio = in_turn(CLICK, [SCRIPT, *words], environment, folder, rounds)
    heavy = HEAVY & imported(words, environment, folder)
    print(
        f"dlprep {' '.join(words):<24} {ours * 1000:4.0f} ms   click {floor * 1000:3.0f} ms   ratio {ratio:.2f} (bar {BAR:g})"
        f"   {'imports ' + ', '.join(sorted(heavy)) if heavy else 'imports none of ' + ', '.join(sorted(HEAVY))}"
    )


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=21)
    options = parser.parse_args()
    first = open_bank().summaries()[0].id
    with tempfile.TemporaryDirectory() as folder:
        environment = os.environ | {"DLPREP_CACHE": f"{folder}/cache", "DLPREP_BACKGROUND": "0"}
        environment.pop("PYTHONDONTWRITEBYTECODE", None)
        Path(folder, "solutions").mkdir()
        timed([SCRIPT, "next", first], environment, folder)
        timed([SCRIPT, "check", first], environment, folder)
        print(f"load {os.getloadavg()[0]:.1f}, {os.cpu_count()} cores, {len(open_bank().summaries())} exercises")
        for words in (["--help"], ["list"], ["next", first]):
            measure(words, environment, folder, options.rounds)


if __name__ == "__main__":
    main()
