"""What the child is told before it runs an answer: first the terms of its lock, then, once it is locked, the job."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any, Final

import msgspec

from grader.sandbox.child.frames import pack
from grader.sandbox.spawning import package_file

if TYPE_CHECKING:
    from grader.sandbox.job import Job
    from grader.sandbox.running import Child

RESULT_FLOOR: Final = 4 << 20
"""Bytes of arrays that any result may have; four times what is expected where that is more."""


def result_cap(job: Job) -> int:
    """Bytes of arrays that a result may have."""
    return max(RESULT_FLOOR, 4 * job.result_bytes)


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


def say_job(job: Job, source: str) -> list[bytes | memoryview]:
    """The frame with the learner's text."""
    return _frame(
        {
            "source": source,
            "file": job.file,
            "function": job.function,
            "parameters": job.parameters,
            "forbid": job.forbid,
            "result_bytes": result_cap(job),
        }
    )


def _frame(header: dict[str, Any]) -> list[bytes | memoryview]:
    try:
        text = msgspec.json.encode(header)
    except UnicodeEncodeError:  # lone surrogates, as in names of files that are no UTF-8
        import json

        text = json.dumps(header).encode()
    return pack(text, [])
