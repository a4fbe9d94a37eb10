"""Run by tests as a process: starts writers and kills them at random moments.

python killing.py WORKSPACE SEED COUNT MILLISECONDS: each writer lives for at most so long. `%d` in WORKSPACE becomes the number of
the writer. Prints what all writers printed. Writers are forked from here, where everything is imported already, so that the
moments fall on the work of the store and not on imports.
"""

from __future__ import annotations

import os
import random
import signal
import sys
import time
from pathlib import Path

from adding import main as add


def let_one_write(workspace: Path, first: int, seconds: float) -> bytes:
    """What a writer got to print before it was killed."""
    reading, writing = os.pipe()
    writer = os.fork()
    if writer == 0:
        try:
            os.dup2(writing, 1)
            add(workspace, first, 1_000_000)
        finally:
            os._exit(70)
    os.close(writing)
    time.sleep(seconds)
    os.kill(writer, signal.SIGKILL)
    with os.fdopen(reading, "rb") as pipe:
        printed = pipe.read()
    _, status = os.waitpid(writer, 0)
    if os.WTERMSIG(status) != signal.SIGKILL:
        sys.exit(f"the writer ended by itself: {status}")
    return printed


def main() -> None:
    workspace, seed, count, milliseconds = sys.argv[1], *map(int, sys.argv[2:])
    rng = random.Random(seed)
    for number in range(count):
        folder = Path(workspace.replace("%d", str(number)))
        folder.mkdir(exist_ok=True)
        printed = let_one_write(folder, number * 10_000, rng.uniform(0, milliseconds / 1000))
        # A last line cut off by the kill was not printed.
        sys.stdout.write(printed[: printed.rfind(b"\n") + 1].decode())
        # The next writer would inherit what is not flushed, and print it again.
        sys.stdout.flush()


main()
