"""What was found by trying: which properties of isolation hold on this system."""

from __future__ import annotations

from enum import StrEnum

import msgspec

from grader.model.enums import Level

SCHEMA = 1


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


class Property(msgspec.Struct, frozen=True, kw_only=True):
    """One property of isolation, and the attacks on it."""

    name: str
    """As in `Isolation.properties`."""
    holds: bool
    """No attack worked."""
    claimed: bool
    """What every report at this level says."""
    tried: tuple[str, ...]
    """Attacks, by the names in `grader.words.doctor`."""
    worked: tuple[str, ...] = ()
    level: Level | None = None
    """The lowest level that keeps it on this system; None where none does."""
    hindrance: Hindrance | None = None
    """Why that level cannot be had here."""


class Probe(msgspec.Struct, frozen=True, kw_only=True):
    """One look at one level."""

    schema: int = SCHEMA
    level: Level
    properties: tuple[Property, ...]
    hindrances: dict[Level, Hindrance]
    """Levels that cannot be had here, and why."""
    system: str
    """Kernel, processor and Python, in words."""
    root: bool
    """Whether the one who asks may do everything: then an answer at L1 may lift its own limits."""
    seconds: float

    @property
    def sound(self) -> bool:
        """Whether everything that is claimed was found to hold."""
        return all(item.holds or not item.claimed for item in self.properties)
