"""Commands run in turn with what they are compared to: on a shared machine only the ratio of neighbours says anything."""

from __future__ import annotations

import re
import shutil
import statistics
import subprocess
import sys
import time
from pathlib import Path

SCRIPT = shutil.which("dlprep", path=str(Path(sys.executable).parent)) or shutil.which("dlprep")


def timed(command, environment, folder):
    """Seconds from start to exit, and what it wrote."""
    started = time.perf_counter()
    done = subprocess.run(command, env=environment, cwd=folder, capture_output=True, text=True, check=False)
    return time.perf_counter() - started, done


def in_turn(floor, command, environment, folder, rounds):
    """Medians of both in seconds, and the median of the ratios of neighbours."""
    pairs = [(timed(floor, environment, folder)[0], timed(command, environment, folder)[0]) for _ in range(rounds)]
    ratio = statistics.median(ours / theirs for theirs, ours in pairs)
    return *(statistics.median(column) for column in zip(*pairs, strict=True)), ratio


def imported(words, environment, folder):
    """Names of the packages that `dlprep WORDS` imports in its own process, as the interpreter tells them."""
    program = "from grader.cli import main; main()"
    _, done = timed([sys.executable, "-X", "importtime", "-c", program, *words], environment, folder)
    return {name.partition(".")[0] for name in re.findall(r"^import time:.*\| +(\S+)$", done.stderr, re.MULTILINE)}


def peak(command, environment, folder):
    """Megabytes of the largest of the processes that a command is, as the kernel counts what is resident."""
    # From a small process: what a large one starts counts as large from its beginning.
    program = (
        "import os, sys; pid = os.posix_spawn(sys.argv[1], sys.argv[1:], os.environ);"
        "print(os.wait4(pid, 0)[2].ru_maxrss, file=sys.stderr)"
    )
    _, done = timed([sys.executable, "-I", "-S", "-c", program, *command], environment, folder)
    return int(done.stderr.split()[-1]) / 1024
