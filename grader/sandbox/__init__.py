"""Runs an answer on cases, in a process that can do no harm: `spawn`, `first_child`, `Session`, `observe`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from grader.door import lazily

if TYPE_CHECKING:
    from grader.sandbox.first import first_child
    from grader.sandbox.job import Job, Output
    from grader.sandbox.levels import isolation
    from grader.sandbox.observing import observe
    from grader.sandbox.paperwork import say_job, say_terms
    from grader.sandbox.probing import probe
    from grader.sandbox.reciting import Reciter
    from grader.sandbox.running import Child
    from grader.sandbox.scripted import MET, Line, Scripted
    from grader.sandbox.session import Session
    from grader.sandbox.spawning import spawn

__all__ = [
    "MET",
    "Child",
    "Job",
    "Line",
    "Output",
    "Reciter",
    "Scripted",
    "Session",
    "first_child",
    "isolation",
    "observe",
    "probe",
    "say_job",
    "say_terms",
    "spawn",
]

# Load what is asked for: the child must come first and alone, before numpy and msgspec.
__getattr__ = lazily(
    __name__,
    {
        "Child": "running",
        "first_child": "first",
        "Job": "job",
        "Line": "scripted",
        "MET": "scripted",
        "Reciter": "reciting",
        "Scripted": "scripted",
        "Output": "job",
        "Session": "session",
        "isolation": "levels",
        "observe": "observing",
        "probe": "probing",
        "say_job": "paperwork",
        "say_terms": "paperwork",
        "spawn": "spawning",
    },
)
