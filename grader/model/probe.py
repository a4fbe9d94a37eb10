"""What was found by trying: which properties of isolation hold on this system."""

from __future__ import annotations

import msgspec

from grader.model.enums import Level
from grader.model.hindrance import Hindrance

SCHEMA = 1


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
