"""What the child may take: memory, processor, descriptors, tasks, and in the end time."""

from __future__ import annotations

import math
import sys
import time
from typing import Any, Final

MAX_FILES: Final = 64
SPARE_TASKS: Final = 256
"""Processes and threads that may start above those that the machine runs now."""
LIFETIME: Final = 3600
"""Seconds after which the kernel ends a locked child that has outlived its grader: no answer can put this off."""
_KILL, _MONOTONIC = 9, 1


def limit_resources(terms: dict[str, Any]) -> None:
    """Set the limits that `terms` name, hard ones.

    Raises:
        OSError, ValueError: they cannot be had.
    """
    if sys.platform != "win32":  # it has none of these; there, the grader puts the process into a job
        import resource

        memory = _memory_in_use(resource.getpagesize()) + (terms["memory_mb"] << 20)
        limits = {
            # macOS refuses limits of memory.
            "RLIMIT_AS": memory,
            "RLIMIT_DATA": memory,
            # Only a belt: the grader's clock comes first. Several threads may spend more than the wall clock.
            "RLIMIT_CPU": math.ceil(time.process_time() + 2 * terms["seconds"]) + 5,
            "RLIMIT_FSIZE": 0,
            "RLIMIT_CORE": 0,
            "RLIMIT_NOFILE": MAX_FILES,
            # Counts all tasks of the user; root is exempt.
            "RLIMIT_NPROC": _tasks() + SPARE_TASKS,
        }
        for name, limit in limits.items():
            _lower(getattr(resource, name, None), limit)


def limit_lifetime() -> None:
    """Let the kernel kill this process after `LIFETIME`. The filter that follows leaves no call that could stop the timer.

    Raises:
        OSError: no timer can be had.
    """
    import ctypes
    import struct

    from .kernel import call

    # struct sigevent: a value, the signal, SIGEV_SIGNAL, padding.
    event = ctypes.create_string_buffer(struct.pack("@Pii48x", 0, _KILL, 0), 64)
    timer = ctypes.c_int()
    call("timer_create", _MONOTONIC, ctypes.addressof(event), ctypes.addressof(timer))
    # struct itimerspec: no interval, then the time until it fires.
    when = ctypes.create_string_buffer(struct.pack("@4l", 0, 0, LIFETIME, 0), 32)
    call("timer_settime", timer.value, 0, ctypes.addressof(when), 0)


def _lower(kind: int | None, limit: int) -> None:
    """Set one hard limit, where the system has it; one that is lower already stays."""
    if sys.platform != "win32" and kind is not None:
        import resource

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
        with open("/proc/self/statm") as statm:
            return int(statm.read().split()[0]) * page
    except OSError:
        return 1 << 29


def _tasks() -> int:
    """Processes and threads on this machine."""
    try:
        with open("/proc/loadavg") as loadavg:
            return int(loadavg.read().split()[3].partition("/")[2])
    except OSError:
        return 2048
