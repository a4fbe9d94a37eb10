"""The place where the child gives up what the answer must not have. It runs before the job is read: no learner's byte is here yet.

`terms` are the grader's: level, seconds, memory, which package folders and which answers may be read.
"""

from __future__ import annotations

import math
import sys
import time
from typing import Any, Final

MAX_FILES: Final = 64
SPARE_TASKS: Final = 256
"""Processes and threads that may start above those that the machine runs now."""


def lock(terms: dict[str, Any]) -> None:
    """Enter the level that `terms` names. What cannot be had ends the child: a level is never claimed without its limits."""
    sys.dont_write_bytecode = True
    if terms["level"] == "L0":
        return
    _limit_resources(terms)
    # L2 goes here: no_new_privs, Landlock (the standard library, terms["packages"] and terms["answers"], one by one), seccomp.


def _limit_resources(terms: dict[str, Any]) -> None:
    if sys.platform == "win32":  # it has none of these limits
        return
    import resource

    memory = _memory_in_use(resource.getpagesize()) + (terms["memory_mb"] << 20)
    processor = math.ceil(time.process_time() + 2 * terms["seconds"]) + 5
    limits = {
        # macOS refuses limits of memory.
        "RLIMIT_AS": memory,
        "RLIMIT_DATA": memory,
        # Only a belt: the grader's clock comes first. Several threads may spend more than the wall clock.
        "RLIMIT_CPU": processor,
        "RLIMIT_FSIZE": 0,
        "RLIMIT_CORE": 0,
        "RLIMIT_NOFILE": MAX_FILES,
        # Counts all tasks of the user; root is exempt.
        "RLIMIT_NPROC": _tasks() + SPARE_TASKS,
    }
    for name, limit in limits.items():
        kind = getattr(resource, name, None)
        if kind is None:
            continue
        hard = resource.getrlimit(kind)[1]
        lowest = limit if hard == resource.RLIM_INFINITY else min(limit, hard)
        try:
            resource.setrlimit(kind, (lowest, lowest))
        except (OSError, ValueError):
            if sys.platform == "linux":
                raise


def _memory_in_use(page: int) -> int:
    """Bytes of address space that the interpreter and numpy take by themselves."""
    try:
        with open("/proc/self/statm") as statm:  # noqa: PTH123 - pathlib costs milliseconds here
            return int(statm.read().split()[0]) * page
    except OSError:
        return 1 << 29


def _tasks() -> int:
    """Processes and threads on this machine."""
    try:
        with open("/proc/loadavg") as loadavg:  # noqa: PTH123
            return int(loadavg.read().split()[3].partition("/")[2])
    except OSError:
        return 2048
