"""A session on a piece of source text, ended with the test."""

from __future__ import annotations

import subprocess
import time
from contextlib import suppress
from pathlib import Path
from textwrap import dedent
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest

from grader.model.case import Call, Observation
from grader.model.content import Limits
from grader.sandbox import Job, Session, spawn

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from grader.model.enums import Level

PATIENT = Limits(seconds=60.0, call_seconds=30.0)
"""For tests in which nothing hangs: a busy machine must not fail them."""


@pytest.fixture
def start() -> Iterator[Callable[..., Session]]:
    """Sessions on source text whose function is `f`, at the best level unless one is named; fields of `Job` by name."""
    sessions = []

    def started(source: str | bytes, level: Level | None = None, **fields: Any) -> Session:
        text = dedent(source) if isinstance(source, str) else source
        job = Job(**{"source": text, "file": "solutions/f.py", "function": "f", "limits": PATIENT} | fields)
        sessions.append(Session(spawn(level), job))
        return sessions[-1]

    yield started
    for session in sessions:
        session.close()


@pytest.fixture
def call(start: Callable[..., Session]) -> Callable[..., Observation]:
    """What one call of `f` with the arguments given by name comes to."""

    def called(source: str, layout: Any = None, fields: dict[str, Any] | None = None, **arguments: Any) -> Observation:
        asked = Call(arguments) if layout is None else Call(arguments, layout)
        return start(source, **(fields or {})).run([asked])[0]

    return called


@pytest.fixture
def same() -> Callable[[Any, Any], bool]:
    """Whether two trees are the same in every type, dtype, shape and bit."""
    return _same


@pytest.fixture
def group_ends() -> Callable[[int], bool]:
    """Whether no process of a group lives, now or within a moment."""
    return _group_ends


def _group_ends(group: int) -> bool:
    deadline = time.monotonic() + 5
    while group in _living_groups():
        if time.monotonic() > deadline:
            return False
        time.sleep(0.01)
    return True


def _living_groups() -> set[int]:
    """Groups of all processes but those that are dead and wait for whoever adopted them."""
    if Path("/proc/self/stat").exists():
        stats = []
        for path in Path("/proc").glob("[0-9]*/stat"):
            with suppress(OSError):
                state, _, group = path.read_text(errors="replace").rpartition(")")[2].split()[:3]
                stats.append((group, state))
    else:
        listed = subprocess.run(["ps", "-ax", "-o", "pgid=,stat="], capture_output=True, text=True, check=True).stdout
        stats = [tuple(line.split()[:2]) for line in listed.splitlines()]
    return {int(group) for group, state in stats if not state.startswith(("Z", "X"))}


def _same(a: Any, b: Any) -> bool:
    if type(a) is not type(b):
        return False
    if isinstance(a, np.ndarray | np.generic):
        return a.dtype == b.dtype and a.shape == b.shape and a.tobytes() == b.tobytes()
    if isinstance(a, tuple | list):
        return len(a) == len(b) and all(map(_same, a, b))
    if isinstance(a, dict):
        return list(a) == list(b) and all(_same(a[key], b[key]) for key in a)
    return a == b or (a != a and b != b)
