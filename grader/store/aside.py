"""A database that cannot be used is renamed, and a fresh one begun; by one process at a time, and nothing is deleted."""

from __future__ import annotations

import os
import sqlite3
from contextlib import closing, contextmanager, suppress
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from grader.model.enums import Damage
from grader.model.errors import UsageError
from grader.model.progress import SetAside
from grader.store.database import BUSY_SECONDS, UnusableError, connect, kind_of, speaking
from grader.words import operator

if TYPE_CHECKING:
    from collections.abc import Iterator

_COMPANIONS = ("-journal", "-wal", "-shm")


def identity(path: str) -> tuple[int, int] | None:
    """Tells the file that now has this name from another one that had it before; None if there is none."""
    try:
        found = os.stat(path)
    except OSError:
        return None
    return found.st_dev, found.st_ino


def open_database(path: str) -> tuple[sqlite3.Connection, SetAside | None]:
    """Open the database at `path`, made if missing; a file that cannot be used is set aside first, and that is told.

    Raises:
        UsageError: when the file cannot be made, read or locked.
    """
    suspect = identity(path)
    try:
        return connect(path), None
    except UnusableError as problem:
        return replace(path, suspect, problem)


def replace(path: str, suspect: tuple[int, int] | None, problem: UnusableError) -> tuple[sqlite3.Connection, SetAside | None]:
    """Set the file `suspect` aside and begin a fresh one; if another process did so while this one waited, open what it left.

    Raises:
        UsageError: when the file cannot be renamed, or no fresh one made.
    """
    with _alone(path):
        moved = _set_aside(path, problem) if identity(path) == suspect else None
        try:
            return connect(path), moved
        except UnusableError as again:
            raise UsageError(operator.store_unwritable(path, again.detail)) from again


@contextmanager
def _alone(path: str) -> Iterator[None]:
    """Hold a lock that only those who set `path` aside take: SQLite's own, on an empty file, as it works on every system."""
    beside = f"{path}.lock"
    try:
        with speaking(beside):
            lock = sqlite3.connect(beside, timeout=BUSY_SECONDS, isolation_level=None)
            lock.execute("BEGIN EXCLUSIVE")
    except UnusableError as problem:
        raise UsageError(operator.store_unwritable(beside, problem.detail)) from problem
    with closing(lock), speaking(path):
        yield


def _set_aside(path: str, problem: UnusableError) -> SetAside:
    """Rename the database, and what SQLite keeps beside it, to names that are free. Nothing is deleted."""
    reason = "newer" if problem.damage is Damage.NEWER else "damaged"
    stem = f"{path}.{reason}-{datetime.now(UTC):%Y%m%dT%H%M%SZ}"
    target = stem
    count = 1
    while any(os.path.lexists(target + suffix) for suffix in ("", *_COMPANIONS)):
        count += 1
        target = f"{stem}-{count}"
    with _nobody_writes(path):
        for suffix in (*_COMPANIONS, ""):
            with suppress(FileNotFoundError):
                os.rename(f"{path}{suffix}", target + suffix)
    return SetAside(problem.damage, target, problem.detail)


@contextmanager
def _nobody_writes(path: str) -> Iterator[None]:
    """Wait until no commit is under way, so that no journal is torn from its database, and keep it so.

    Windows renames no open file: there the lock is given back before.
    """
    with closing(sqlite3.connect(path, timeout=BUSY_SECONDS, isolation_level=None)) as db:
        try:
            db.execute("BEGIN EXCLUSIVE")
        except sqlite3.DatabaseError as error:
            if kind_of(error) == sqlite3.SQLITE_BUSY:
                raise
        if os.name == "nt":
            db.close()
        yield
