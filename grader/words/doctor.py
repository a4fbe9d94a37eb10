"""Sentences about isolation: which levels can be had here, what each keeps from an answer, what would raise it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from grader.model.enums import Level
from grader.model.hindrance import Hindrance

if TYPE_CHECKING:
    from grader.model.probe import Probe, Property

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

REMEDY: Final = {
    Hindrance.VERSION: "",  # nothing of the user's
    Hindrance.PYTHON: "Use Python 3.12 or newer.",
    Hindrance.SYSTEM: "Run dlprep on Linux; a container or WSL 2 will do.",
    Hindrance.MACHINE: "Use a processor of the kind x86_64 or aarch64, and a Python of 64 bits.",
    Hindrance.KERNEL: "Update the kernel to 5.13 or newer.",
    Hindrance.NO_LANDLOCK: "Use a kernel built with CONFIG_SECURITY_LANDLOCK; in a container, allow landlock_create_ruleset.",
    Hindrance.LANDLOCK_OFF: "Boot the kernel with landlock among the names after lsm=.",
    Hindrance.NO_SECCOMP: "Use a kernel built with CONFIG_SECCOMP_FILTER; in a container, allow seccomp.",
    Hindrance.POLICY: "Allow landlock_create_ruleset, landlock_add_rule, landlock_restrict_self and seccomp; newer Docker does.",
}
"""What would lift it."""

KEPT: Final = {
    "own_process": "making the verdict",
    "wall_clock": "running on when its time is over",
    "clean_environment": "variables of your environment",
    "no_inherited_files": "files that you have open",
    "own_session": "your terminal and your session",
    "memory": "more memory than it is given",
    "processor": "more processor time than it is given",
    "no_file_contents": "writing into files",
    "files": "reading, making and removing files",
    "file_names": "finding out which files there are",
    "network": "the network, and this machine by it",
    "processes": "starting processes and reaching others",
}
"""What is kept from an answer where a property holds."""

TITLE: Final = ("kept", "what an answer must not have")

DID: Final = {
    "be-the-grader": "ran in the grader's own process",
    "outlast-clock": "ran on when its time was over",
    "read-variable": "read a variable of your environment",
    "use-descriptor": "held a file that the grader has open",
    "share-session": "shared a session with other processes",
    "open-terminal": "opened your terminal",
    "take-memory": "took more memory than it may",
    "lift-time": "lifted its limit of processor time",
    "write-bytes": "wrote into a file",
    "read-file": "read a file of yours",
    "read-grader": "read a file of dlprep",
    "list-folder": "listed a folder of yours",
    "make-file": "made a file",
    "remove-file": "removed a file",
    "read-environment": "read the grader's environment through /proc",
    "find-file": "found out that a file is there",
    "connect": "connected to a port of this machine",
    "send-datagram": "sent a datagram",
    "fork": "started a process",
    "run-program": "could have run a program",
    "signal-grader": "could have signalled the grader",
    "read-memory": "read the grader's memory",
    "ask-limits": "read the grader's limits",
}
"""What an attack did that worked."""


def not_reached(level: Level, hindrance: Hindrance) -> str:
    """A level was asked for and cannot be had."""
    return f"isolation level {level.value} cannot be had here: {WHY[hindrance]}"


def heading(probe: Probe) -> str:
    """The level that was tried, and where."""
    return f"isolation {probe.level.value}, on {probe.system}{', as root' if probe.root else ''}"


def mark(item: Property) -> str:
    """Yes, no, or what must not be: a promise that is not kept."""
    if item.holds:
        return "yes"
    return "BROKEN" if item.claimed else "no"


def failing(item: Property) -> str:
    """What the attacks that worked did, and the level that keeps an answer from it."""
    did = f"an answer {', '.join(DID[attack] for attack in item.worked)}"
    return did if item.level is None else f"{did}; {item.level.value} would keep it from that"


def raising(probe: Probe) -> list[str]:
    """Of each level that would keep what is not kept: that it can be had, or why not and what would change that."""
    levels = {item.level: item.hindrance for item in probe.properties if item.level is not None}
    return [_raising(level, hindrance) for level, hindrance in sorted(levels.items(), key=lambda one: one[0].value)]


def _raising(level: Level, hindrance: Hindrance | None) -> str:
    if hindrance is None:
        return f"{level.value} can be had here, and is what answers run at unless told otherwise."
    return f"{level.value} cannot be had here: {WHY[hindrance]}. {REMEDY[hindrance]}".rstrip()


def conclusion(probe: Probe) -> str:
    """What follows for whoever grades here."""
    if not probe.sound:
        return "What is promised at this level does not hold here. This is a bug of ours: please send us this page."
    if probe.level in (Level.L2, Level.L3):
        return "Answers of others can be graded here. All the same: use an account without secrets."
    return "Grade only answers that you would run yourself: they can do what you can do."
