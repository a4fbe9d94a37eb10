"""The memory of a child, sampled by the grader where the system does not limit it: macOS refuses RLIMIT_AS.

A sample comes every 50 ms. A fast answer can take more than it may for that long: this keeps the machine alive, and is no limit.
"""

from __future__ import annotations

import sys
import time
from typing import Final

from grader.model.enums import Level

INTERVAL: Final = 0.05
"""Seconds between two samples."""
INTERPRETER: Final = 256 << 20
"""Bytes that Python and numpy take by themselves, generously."""
_TASK_INFO: Final = 4
_TASK_INFO_BYTES: Final = 96


class OverweightError(Exception):
    """The child takes more memory than it may."""


class Scales:
    """Weighs one child, at most once in an interval."""

    def __init__(self, pid: int, memory: int) -> None:
        """`memory` are the bytes that the answer may take, above what the interpreter takes."""
        self._pid = pid
        self._most = memory + INTERPRETER
        self._next = 0.0

    def weigh(self) -> None:
        """Raises OverweightError when it is time to look and the child takes too much."""
        now = time.monotonic()
        if now >= self._next:
            self._next = now + INTERVAL
            if (resident(self._pid) or 0) > self._most:
                raise OverweightError


def needed(level: Level) -> bool:
    """Whether a child at `level` must be weighed, because the system does not limit its memory."""
    return level is not Level.L0 and sys.platform == "darwin"


def resident(pid: int) -> int | None:
    """Bytes of memory that a process has in use; None where that cannot be told."""
    if sys.platform == "linux":
        return _linux(pid)
    elif sys.platform == "darwin":
        return _macos(pid)
    else:
        return None


def _linux(pid: int) -> int | None:
    import mmap

    try:
        with open(f"/proc/{pid}/statm") as statm:
            return int(statm.read().split()[1]) * mmap.PAGESIZE
    except OSError:
        return None


def _macos(pid: int) -> int | None:
    """By `proc_pidinfo(pid, PROC_PIDTASKINFO, ...)`: the second number of `struct proc_taskinfo`. Written and never run."""
    import ctypes

    info = (ctypes.c_uint64 * (_TASK_INFO_BYTES // 8))()
    written = ctypes.CDLL("/usr/lib/libproc.dylib").proc_pidinfo(pid, _TASK_INFO, ctypes.c_uint64(0), info, _TASK_INFO_BYTES)
    return int(info[1]) if written == _TASK_INFO_BYTES else None
