"""Job objects of Windows: a process in one dies with it, starts no other, and takes no more memory than it may.

Written from the documentation. The layout and the order of calls are tested, on any system; no call was ever made.
"""

from __future__ import annotations

import ctypes
from typing import Any, Final

_PROCESS_TIME, _ACTIVE_PROCESSES, _PROCESS_MEMORY, _DIE_WITHOUT_A_DIALOGUE, _KILL_ON_CLOSE = 0x2, 0x8, 0x100, 0x400, 0x2000
_EXTENDED_LIMITS: Final = 9
_SET_QUOTA_AND_TERMINATE: Final = 0x0101
_TICKS: Final = 10_000_000
"""Of 100 ns, in a second."""


class BasicLimits(ctypes.Structure):
    """JOBOBJECT_BASIC_LIMIT_INFORMATION."""

    _fields_ = (
        ("process_time", ctypes.c_int64),
        ("job_time", ctypes.c_int64),
        ("flags", ctypes.c_uint32),
        ("least_working_set", ctypes.c_size_t),
        ("most_working_set", ctypes.c_size_t),
        ("active_processes", ctypes.c_uint32),
        ("affinity", ctypes.c_size_t),
        ("priority_class", ctypes.c_uint32),
        ("scheduling_class", ctypes.c_uint32),
    )


class ExtendedLimits(ctypes.Structure):
    """JOBOBJECT_EXTENDED_LIMIT_INFORMATION."""

    _fields_ = (
        ("basic", BasicLimits),
        ("io_counters", ctypes.c_uint64 * 6),
        ("process_memory", ctypes.c_size_t),
        ("job_memory", ctypes.c_size_t),
        ("peak_process_memory", ctypes.c_size_t),
        ("peak_job_memory", ctypes.c_size_t),
    )


class Job:
    """A job of one process."""

    def __init__(self, kernel: Any, pid: int) -> None:
        """Put the process `pid` into a new job of `kernel`, which is `ctypes.WinDLL("kernel32", use_last_error=True)`.

        Raises:
            OSError: Windows refuses.
        """
        self._kernel = kernel
        self._handle = self._checked(kernel.CreateJobObjectW(None, None), "CreateJobObject")
        self._limits = ExtendedLimits()
        self._limits.basic.flags = _KILL_ON_CLOSE | _ACTIVE_PROCESSES | _DIE_WITHOUT_A_DIALOGUE
        self._limits.basic.active_processes = 1
        try:
            self._set()
            process = self._checked(kernel.OpenProcess(_SET_QUOTA_AND_TERMINATE, 0, pid), "OpenProcess")
            try:
                self._checked(kernel.AssignProcessToJobObject(ctypes.c_void_p(self._handle), ctypes.c_void_p(process)), "Assign")
            finally:
                kernel.CloseHandle(ctypes.c_void_p(process))
        except OSError:
            self.close()
            raise

    def limit(self, memory: int, seconds: float) -> None:
        """Let the process have `memory` bytes and `seconds` of processor time, all in all.

        Raises:
            OSError: Windows refuses.
        """
        self._limits.basic.flags |= _PROCESS_MEMORY | _PROCESS_TIME
        self._limits.process_memory = memory
        self._limits.basic.process_time = int(seconds * _TICKS)
        self._set()

    def close(self) -> None:
        """Kill what is left in the job."""
        self._kernel.CloseHandle(ctypes.c_void_p(self._handle))

    def _set(self) -> None:
        size = ctypes.sizeof(self._limits)
        handle, limits = ctypes.c_void_p(self._handle), ctypes.byref(self._limits)
        self._checked(self._kernel.SetInformationJobObject(handle, _EXTENDED_LIMITS, limits, size), "SetInformationJobObject")

    @staticmethod
    def _checked(result: int | None, name: str) -> int:
        if not result:
            raise OSError(getattr(ctypes, "get_last_error", int)(), f"{name} failed")
        return result
