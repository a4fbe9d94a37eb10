"""Which levels can be had here: asked of the system in microseconds, before a child is started."""

from __future__ import annotations

import errno
import os
import sys
from functools import cache

from grader.model.enums import Level
from grader.model.hindrance import Hindrance

_FIRST_WITH_LANDLOCK = (5, 13)


def reached(level: Level | None) -> Level:
    """`level`, when it can be had; for None the best that can, up to L2.

    Raises:
        UsageError: it cannot be had.
    """
    if level is None:
        level = Level.L2 if hindrance(Level.L2) is None else Level.L1
    found = hindrance(level)
    if found is not None:
        from grader.model.errors import UsageError
        from grader.words.doctor import not_reached

        raise UsageError(not_reached(level, found))
    return level


@cache
def hindrance(level: Level) -> Hindrance | None:
    """Why there can be no child at `level` here; None when there can."""
    if os.name == "nt" and sys.version_info[:2] < (3, 12):
        return Hindrance.PYTHON
    if level is Level.L3:
        return Hindrance.VERSION
    if level is not Level.L2:
        return None
    return _linux() if sys.platform == "linux" else Hindrance.SYSTEM


def _linux() -> Hindrance | None:
    from grader.sandbox.child import kernel

    if kernel.machine() is None:
        return Hindrance.MACHINE
    return _landlock() or _seccomp()


def _landlock() -> Hindrance | None:
    from grader.sandbox.child import landlock

    try:
        landlock.version()
        os.stat("/proc/self/task")
    except OSError as error:
        if error.errno == errno.EOPNOTSUPP:
            return Hindrance.LANDLOCK_OFF
        if error.errno == errno.ENOSYS:
            return Hindrance.KERNEL if _release() < _FIRST_WITH_LANDLOCK else Hindrance.NO_LANDLOCK
        return Hindrance.POLICY
    return None


def _seccomp() -> Hindrance | None:
    from grader.sandbox.child import seccomp

    try:
        seccomp.ask()
    except OSError as error:
        return Hindrance.NO_SECCOMP if error.errno in (errno.ENOSYS, errno.EINVAL, errno.EOPNOTSUPP) else Hindrance.POLICY
    return None


def _release() -> tuple[int, ...]:
    """`6.1.0-18-amd64` as (6, 1)."""
    import platform

    numbers = platform.release().split("-")[0].split(".")[:2]
    return tuple(int(number) for number in numbers if number.isdigit())
