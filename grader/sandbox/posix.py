"""The child as a process of Linux and macOS: posix_spawn, an own session, a group that dies as one."""

from __future__ import annotations

import contextlib
import fcntl
import os
import signal
import sys
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from grader.sandbox.running import Ends

assert sys.platform != "win32"

JOB: Final = 200
RESULTS: Final = 201
"""The child's own descriptors: far from those that an answer opens or closes by accident."""
HANDLED: Final = (signal.SIGHUP, signal.SIGINT, signal.SIGQUIT, signal.SIGTERM, signal.SIGALRM, signal.SIGCHLD, signal.SIGXCPU)
"""Signals that an impolite ancestor may have made the grader ignore."""


class Process:
    """A started child. `end` kills it with everything in its session's first group."""

    def __init__(self, pid: int) -> None:
        self.pid = pid
        self.handle = _handle(pid)
        """A descriptor that is readable once the child has exited; None where the system has none."""
        self._status: int | None = None
        self._reaped = False

    def exited(self) -> bool:
        """Whether it has ended by itself."""
        if self._reaped:
            return True
        if sys.platform == "linux" and self.handle is not None:
            with contextlib.suppress(ChildProcessError):
                return os.waitid(os.P_PID, self.pid, os.WEXITED | os.WNOHANG | os.WNOWAIT) is not None
            return True
        return self._reap(os.WNOHANG)

    def limit(self, memory: int, seconds: float) -> None:
        """Nothing: a child of these systems limits itself, before it reads the answer."""

    def kill(self) -> None:
        """Kill the child and its group; both are gone a moment later."""
        # The group first: as long as the child is not reaped, its number belongs to no one else.
        for kill in (os.killpg, os.kill):
            with contextlib.suppress(ProcessLookupError, PermissionError):
                kill(self.pid, signal.SIGKILL)

    def end(self) -> int | None:
        """Kill what is left, reap, and tell the exit status: minus the signal's number for a signal, None when unknown."""
        self.kill()
        if not self._reaped:
            self._reap(0)
        if self.handle is not None:
            os.close(self.handle)
            self.handle = None
        return None if self._status is None else os.waitstatus_to_exitcode(self._status)

    def _reap(self, options: int) -> bool:
        try:
            pid, status = os.waitpid(self.pid, options)
        except ChildProcessError:  # the program around us ignores SIGCHLD, or reaps what is not its own
            self._reaped = True
        else:
            if pid:
                self._reaped, self._status = True, status
        return self._reaped


def start(command: Sequence[str], arguments: Sequence[str], environment: Mapping[str, str], ends: Ends) -> Process:
    """Run `command` with the numbers of its job and result descriptors and `arguments` behind it.

    Raises:
        OSError: it cannot be started.
    """
    with contextlib.ExitStack() as moved:
        actions: list[tuple[Any, ...]] = [(os.POSIX_SPAWN_OPEN, 0, os.devnull, os.O_RDONLY, 0)]
        for end, target in ((ends.out, 1), (ends.errors, 2), (ends.job, JOB), (ends.results, RESULTS)):
            # Out of the way of all targets: one dup2 must not overwrite what the next one copies.
            source = fcntl.fcntl(end, fcntl.F_DUPFD_CLOEXEC, RESULTS + 1)
            moved.callback(os.close, source)
            actions.append((os.POSIX_SPAWN_DUP2, source, target))
        line = [*command, str(JOB), str(RESULTS), *arguments]
        return Process(_spawn(line, environment, actions))


def _spawn(line: list[str], environment: Mapping[str, str], actions: list[tuple[Any, ...]]) -> int:
    try:
        return os.posix_spawn(line[0], line, environment, file_actions=actions, setsid=True, setsigmask=(), setsigdef=HANDLED)
    except NotImplementedError:  # no POSIX_SPAWN_SETSID: the child makes its own session
        return os.posix_spawn(line[0], line, environment, file_actions=actions, setsigmask=(), setsigdef=HANDLED)


def _handle(pid: int) -> int | None:
    if sys.platform == "linux":
        with contextlib.suppress(OSError):
            return os.pidfd_open(pid)
    return None
