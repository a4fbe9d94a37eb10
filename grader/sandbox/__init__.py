"""Runs an answer on cases, in a process that can do no harm: `spawn`, `Session`, `observe`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from grader.door import lazily

if TYPE_CHECKING:
    from grader.sandbox.job import Job, Output
    from grader.sandbox.levels import isolation
    from grader.sandbox.observing import observe
    from grader.sandbox.probing import probe
    from grader.sandbox.session import Session
    from grader.sandbox.spawning import Child, spawn

__all__ = ["Child", "Job", "Output", "Session", "isolation", "observe", "probe", "spawn"]

# Load what is asked for: `spawn` must come first and alone, before numpy and msgspec.
__getattr__ = lazily(
    __name__,
    {
        "Child": "spawning",
        "Job": "job",
        "Output": "job",
        "Session": "session",
        "isolation": "levels",
        "observe": "observing",
        "probe": "probing",
        "spawn": "spawning",
    },
)
