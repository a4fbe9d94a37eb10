"""Finding out by trying which properties of isolation hold: a real child, with an answer that attacks."""

from __future__ import annotations

import ctypes
import os
import platform
import socket
import sys
import tempfile
import time
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from grader.model.case import Call
from grader.model.content import Limits
from grader.model.enums import Level, Outcome
from grader.model.errors import InternalError
from grader.model.probe import Probe, Property
from grader.sandbox.job import Job
from grader.sandbox.levels import isolation
from grader.sandbox.reach import hindrance, reached
from grader.sandbox.session import Session
from grader.sandbox.spawning import spawn

if TYPE_CHECKING:
    from collections.abc import Iterator

    from grader.sandbox.running import Child

VARIABLE: Final = "DLPREP_PROBE"
_PATIENT: Final = Limits(seconds=30.0, call_seconds=15.0, memory_mb=64)
_SHORT: Final = Limits(seconds=5.0, call_seconds=0.1, memory_mb=64)
_MEMORY: Final = 1 << 30
"""Bytes that no answer of these limits may have; they are only reserved."""
_CLOCK: Final = "outlast-clock"


def probe(level: Level | None = None) -> Probe:
    """Try to break out of a child at `level` (None: the best that can be had), and tell by which attack.

    Raises:
        UsageError: `level` cannot be had.
        InternalError: the child that tries did not come back.
    """
    level = reached(level)
    started = time.monotonic()
    # Both start at once: what takes time is that they load numpy.
    with _bait() as bait, spawn(level) as trying, spawn(level) as hanging:
        worked = _tried(trying, bait)
        worked["wall_clock"] = {_CLOCK: not _ends(hanging, bait)}
    claimed = isolation(level).properties
    return Probe(
        level=level,
        properties=tuple(_property(name, worked[name], holds) for name, holds in claimed.items()),
        hindrances={other: found for other in Level if (found := hindrance(other)) is not None},
        system=f"{platform.system()} {platform.release()}, {platform.machine()}, Python {platform.python_version()}",
        root=sys.platform != "win32" and os.geteuid() == 0,
        seconds=time.monotonic() - started,
    )


def _property(name: str, worked: dict[str, bool], claimed: bool) -> Property:
    holds = not any(worked.values())
    level = None if holds else next((other for other in Level if isolation(other).properties[name]), None)
    return Property(
        name=name,
        holds=holds,
        claimed=claimed,
        tried=tuple(worked),
        worked=tuple(attack for attack, success in worked.items() if success),
        level=level,
        hindrance=None if level is None else hindrance(level),
    )


def _tried(child: Child, bait: dict[str, Any]) -> dict[str, dict[str, bool]]:
    with Session(child, _job(_PATIENT)) as session:
        (seen,) = session.run([Call({"given": {**bait, "hang": False}})])
        if seen.outcome is not Outcome.RETURNED:
            raise InternalError(f"the attacks on the sandbox did not come back: {seen.outcome} {seen.detail} {seen.error}")
    worked: dict[str, dict[str, bool]] = seen.value
    return worked


def _ends(child: Child, bait: dict[str, Any]) -> bool:
    """Whether an answer that hangs is ended by the clock."""
    with Session(child, _job(_SHORT)) as session:
        session.load()
        (seen,) = session.run([Call({"given": {**bait, "hang": True}})])
    return seen.outcome is Outcome.TIMEOUT


def _job(limits: Limits) -> Job:
    source = Path(__file__).with_name("trials.py").read_bytes()
    return Job(source=source, file="trials.py", function="attempt", parameters=("given",), limits=limits)


@contextmanager
def _bait() -> Iterator[dict[str, Any]]:
    """What the attacks are after, each thing of its own: files, a variable, a descriptor, a port, a text in memory."""
    secret = os.urandom(16).hex()
    kept = ctypes.create_string_buffer(secret.encode())
    with (
        tempfile.TemporaryDirectory(prefix="dlprep-probe-") as folder,
        socket.create_server(("127.0.0.1", 0)) as server,
        tempfile.TemporaryFile() as inherited,
        _variable(secret),
    ):
        for name in ("secret", "removable", "writable"):
            Path(folder, name).write_text(secret, encoding="ascii")
        os.set_inheritable(inherited.fileno(), True)
        status = os.fstat(inherited.fileno())
        yield {
            "secret": secret,
            "address": str(ctypes.addressof(kept)),
            "folder": folder,
            "installed": str(Path(__file__).parent.parent / "__init__.py"),
            "inherited": [status.st_dev, status.st_ino],
            "port": server.getsockname()[1],
            "grader": os.getpid(),
            "memory": _MEMORY,
        }


@contextmanager
def _variable(secret: str) -> Iterator[None]:
    os.environ[VARIABLE] = secret
    try:
        yield
    finally:
        del os.environ[VARIABLE]
