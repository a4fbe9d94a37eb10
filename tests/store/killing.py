"""Run by tests as a process: starts writers and kills them at random moments.

python killing.py WORKSPACE SEED COUNT LINES: each writer is killed some time after it has printed up to LINES lines. `%d` in
WORKSPACE becomes the number of the writer. Prints what all writers printed.

Writers are forked from here, where everything is imported already, so that the moments fall on the work of the store. They are
counted from what a writer did, in units of how long it took: a busy machine gives the same mixture of moments as an idle one.
"""

from __future__ import annotations

import os
import random
import signal
import sys
import time
from pathlib import Path

from adding import main as add


def let_one_write(workspace: Path, first: int, lines: int, share: float) -> bytes:
    """What a writer got to print before it was killed: so many lines, and a share of twice the time that one takes later."""
    reading, writing = os.pipe()
    started = time.monotonic()
    writer = os.fork()
    if writer == 0:
        try:
            os.dup2(writing, 1)
            add(workspace, first, 1_000_000)
        finally:
            os._exit(70)
    os.close(writing)
    with os.fdopen(reading, "rb") as pipe:
        printed = b"".join(pipe.readline() for _ in range(lines))
        time.sleep(share * 2 * (time.monotonic() - started) / max(lines, 1) if lines else share * 0.005)
        os.kill(writer, signal.SIGKILL)
        printed += pipe.read()
    _, status = os.waitpid(writer, 0)
    if os.WTERMSIG(status) != signal.SIGKILL:
        sys.exit(f"the writer ended by itself: {status}")
    return printed


def main() -> None:
    workspace, seed, count, most = sys.argv[1], *map(int, sys.argv[2:])
    rng = random.Random(seed)
    for number in range(count):
        folder = Path(workspace.replace("%d", str(number)))
        folder.mkdir(exist_ok=True)
        printed = let_one_write(folder, number * 10_000, rng.randint(0, most), rng.random())
        # A last line cut off by the kill was not printed.
        sys.stdout.write(printed[: printed.rfind(b"\n") + 1].decode())
        # The next writer would inherit what is not flushed, and print it again.
        sys.stdout.flush()


main()
