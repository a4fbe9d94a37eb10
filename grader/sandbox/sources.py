"""The text of an answer, as a child may get it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from grader.model.case import ErrorFacts, Frame, Loaded
from grader.model.enums import LoadOutcome
from grader.sandbox.text import clean

if TYPE_CHECKING:
    from grader.sandbox.job import Job

SOURCE_CAP: Final = 1 << 20
"""Bytes of an answer's file."""


def read_source(job: Job) -> str | Loaded:
    """The text of the answer, or why it is none. Only UTF-8 is read: another declared encoding could hide code from a reader."""
    if len(job.source) > SOURCE_CAP:
        return Loaded(LoadOutcome.UNREADABLE, detail=f"{len(job.source)} bytes, more than {SOURCE_CAP}")
    if isinstance(job.source, str):
        return job.source.removeprefix("\ufeff")
    try:
        return job.source.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = job.source.count(b"\n", 0, error.start) + 1
        bases = tuple(kind.__name__ for kind in UnicodeDecodeError.__mro__[:-1])
        return Loaded(LoadOutcome.UNREADABLE, ErrorFacts(bases[0], bases, clean(str(error)), (Frame(clean(job.file), line, ""),)))
