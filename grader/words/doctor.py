"""Sentences about isolation: which levels can be had here, what each keeps from an answer, what would raise it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from grader.model.enums import Hindrance

if TYPE_CHECKING:
    from grader.model.enums import Level

WHY: Final = {
    Hindrance.VERSION: "this version of dlprep does not have it",
    Hindrance.PYTHON: "pipes of Python before 3.12 cannot be waited for with a deadline on Windows",
    Hindrance.SYSTEM: "only Linux has what it takes",
    Hindrance.MACHINE: "the system calls of this processor are not known to dlprep",
    Hindrance.KERNEL: "this kernel is older than Linux 5.13 and has no Landlock",
    Hindrance.NO_LANDLOCK: "the kernel has no Landlock, or a policy hides it",
    Hindrance.LANDLOCK_OFF: "the kernel has Landlock, and it was not switched on at boot",
    Hindrance.NO_SECCOMP: "the kernel has no filters of system calls, or a policy hides them",
    Hindrance.POLICY: "a policy around this process forbids it, that of a container for example",
}
"""Why a level cannot be had."""


def not_reached(level: Level, hindrance: Hindrance) -> str:
    """A level was asked for and cannot be had."""
    return f"isolation level {level.value} cannot be had here: {WHY[hindrance]}"
