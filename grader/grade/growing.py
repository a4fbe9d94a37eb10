"""The pool grows while nobody waits: after a check, or when an exercise is fetched, a process of its own computes one more seed.

    python -m grader.grade.growing ROOT BANK ID

An everyday check takes any seed of the pool, so a pool of one would ask the same cases every time; a full one asks others, at once.
"""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from grader.model.exercise import Exercise

FULL: Final = 8
"""Seeds of a full pool: about a thousand cases."""
VARIABLE: Final = "DLPREP_BACKGROUND"
"""Set to 0, nothing is computed in the background."""


def grow(exercise: Exercise) -> bool:
    """Start computing one more seed for the pool of `exercise`, unless it is full; whether a process was started.

    Never raises: a pool that does not grow costs variety, and nothing else.
    """
    from grader import cache
    from grader.build import Record

    if exercise.form.typed or os.environ.get(VARIABLE) == "0" or sys.platform == "win32":
        return False
    try:
        if cache.folder() is None or len(Record(exercise).seeds()) >= FULL:
            return False
        # -P: the folder one is in may hold files named like ours, or like our libraries.
        return _start(["-P", "-m", "grader.grade.growing", exercise.root, exercise.bank, exercise.id])
    except OSError:
        return False


def _start(arguments: list[str]) -> bool:
    """A process that outlives this one, holds none of its files and lets everybody else go first."""
    assert sys.platform != "win32"
    null = os.open(os.devnull, os.O_RDWR)
    try:
        files = [(os.POSIX_SPAWN_DUP2, null, stream) for stream in (0, 1, 2)]
        command = ["nice", sys.executable, *arguments]
        os.posix_spawnp("nice", command, {**os.environ, "OPENBLAS_NUM_THREADS": "1"}, file_actions=files, setsid=True)
    finally:
        os.close(null)
    return True


def _compute(root: str, bank: str, name: str) -> None:
    from grader.bank import open_bank
    from grader.build import SEEDS, prepare
    from grader.grade.script import script_of

    prepared = prepare(open_bank(root, bank).exercise(name))
    if len(prepared.record.seeds()) < FULL:
        script_of(prepared, prepared.compute(int.from_bytes(os.urandom(4), "big") % SEEDS))


if __name__ == "__main__":
    _compute(*sys.argv[1:4])
