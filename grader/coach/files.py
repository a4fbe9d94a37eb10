"""Writing answers so that none is ever lost: never over a file, never through a link, never by half."""

from __future__ import annotations

import os
from contextlib import contextmanager
from datetime import UTC, datetime
from itertools import count
from typing import TYPE_CHECKING

from grader.model.errors import UsageError
from grader.words import operator

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_NEW = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
"""Fails if the name exists, also as a link that leads nowhere."""


def must_be_file(path: Path) -> None:
    """Refuse a folder, a pipe, a link that leads nowhere: whatever cannot be an answer."""
    if not path.is_file():
        raise UsageError(operator.answer_is_no_file(str(path)))


def create(path: Path, text: str) -> bool:
    """Write a new file; False, and nothing done, if another process was quicker."""
    with _speaking(path):
        path.parent.mkdir(parents=True, exist_ok=True)
        return _write_new(path, text.encode())


def replace(path: Path, text: str) -> None:
    """Put a file in the place of `path`: whoever reads it finds the old one or the new one. A link is replaced, not followed."""
    fresh = path.with_name(f".{path.name}.{os.urandom(6).hex()}")
    with _speaking(path):
        _write_new(fresh, text.encode())
        try:
            fresh.chmod(path.stat().st_mode & 0o777)
            fresh.replace(path)
        except BaseException:
            fresh.unlink(missing_ok=True)
            raise


def archive(path: Path, folder: Path, name: str) -> Path:
    """Copy a file, byte for byte, to a new name in `folder` that begins with the time; when this returns, it is on the disk."""
    with _speaking(folder):
        folder.mkdir(parents=True, exist_ok=True)
        content = path.read_bytes()
        time = f"{datetime.now(UTC):%Y%m%dT%H%M%SZ}"
        for number in count(1):
            copy = folder / (f"{time}-{name}" if number == 1 else f"{time}-{number}-{name}")
            if _write_new(copy, content):
                return copy
    raise AssertionError  # pragma: no cover - the loop has no end


def _write_new(path: Path, content: bytes) -> bool:
    try:
        descriptor = os.open(path, _NEW, 0o666)
    except FileExistsError:
        return False
    try:
        _write(descriptor, content)
    except BaseException:
        # Ours alone, and not whole: a full disk must not leave half a stub that is then taken for an answer.
        path.unlink(missing_ok=True)
        raise
    return True


def _write(descriptor: int, content: bytes) -> None:
    """Write, bring to the disk, close."""
    with os.fdopen(descriptor, "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())


@contextmanager
def _speaking(path: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise UsageError(operator.cannot_write(str(error.filename or path), error.strerror or str(error))) from error
