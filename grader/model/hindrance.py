"""Why a level of isolation cannot be had. By itself: whoever starts a child loads this before msgspec."""

from __future__ import annotations

from enum import StrEnum


class Hindrance(StrEnum):
    """Why a level of isolation cannot be had."""

    VERSION = "version"
    """This version of dlprep does not have it."""
    PYTHON = "python"
    """On Windows, Python before 3.12."""
    SYSTEM = "system"
    """Another system than Linux."""
    MACHINE = "machine"
    """An architecture whose system calls are not known."""
    KERNEL = "kernel"
    """Linux before 5.13."""
    NO_LANDLOCK = "no-landlock"
    """The kernel has no Landlock, or a policy hides it."""
    LANDLOCK_OFF = "landlock-off"
    """The kernel has it, and it was not switched on at boot."""
    NO_SECCOMP = "no-seccomp"
    """The kernel cannot filter system calls, or a policy hides it."""
    POLICY = "policy"
    """A policy around this process, a container's for example, forbids it."""
