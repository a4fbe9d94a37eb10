"""What the child is told before it runs an answer: first the terms of its lock, then, once it is locked, the job."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any, Final

import msgspec

from grader.model.case import ErrorFacts, Frame, Loaded
from grader.model.enums import LoadOutcome
from grader.sandbox.child.frames import pack
from grader.sandbox.spawning import package_file
from grader.sandbox.text import clean

if TYPE_CHECKING:
    from grader.sandbox.job import Job
    from grader.sandbox.running import Child

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


def say_terms(job: Job, child: Child) -> list[bytes | memoryview]:
    """The frame that tells the child how to lock itself; nothing in it comes from the learner."""
    names = {name.partition(".")[0] for name in job.allow}
    packages = {name: file for name in sorted(names) if (file := package_file(name)) is not None}
    return _frame(
        {
            "level": child.level.value,
            "folder": child.settle(),
            "seconds": job.limits.seconds,
            "call_seconds": job.limits.call_seconds,
            "memory_mb": job.limits.memory_mb,
            "packages": packages,
            "answers": None if job.solutions is None else os.path.abspath(job.solutions),
        }
    )


def say_job(job: Job, source: str, result_bytes: int) -> list[bytes | memoryview]:
    """The frame with the learner's text."""
    return _frame(
        {
            "source": source,
            "file": job.file,
            "function": job.function,
            "parameters": job.parameters,
            "forbid": job.forbid,
            "result_bytes": result_bytes,
        }
    )


def _frame(header: dict[str, Any]) -> list[bytes | memoryview]:
    try:
        text = msgspec.json.encode(header)
    except UnicodeEncodeError:  # lone surrogates, as in names of files that are no UTF-8
        import json

        text = json.dumps(header).encode()
    return pack(text, [])
