"""The file of the store: opened with care, checked, migrated.

Rollback journal, never WAL: WAL needs shared memory, which network homes do not have. `synchronous=EXTRA` is FULL and, after a
commit, a sync of the folder, without which a loss of power may bring the journal back and undo what was committed.
"""

from __future__ import annotations

import os
import sqlite3
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING

from grader.model.enums import Damage
from grader.model.errors import UsageError
from grader.store.schema import APPLICATION_ID, COLUMNS, migrate, version
from grader.words import operator

if TYPE_CHECKING:
    from collections.abc import Iterator

BUSY_SECONDS = 10.0
"""How long one process waits for another one to finish writing; a write takes about a millisecond."""

_CHECK_ALL_BYTES = 8 << 20
"""Up to this size the whole file is checked whenever it is opened (2 ms at 8 MB); beyond it, only the small tables."""

_NO_ACCESS = frozenset({sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_READONLY, sqlite3.SQLITE_PERM, sqlite3.SQLITE_IOERR})


class UnusableError(Exception):
    """The file is there, and cannot be used by this dlprep."""

    def __init__(self, damage: Damage, detail: str = "") -> None:
        super().__init__(damage, detail)
        self.damage, self.detail = damage, detail


def connect(path: str) -> sqlite3.Connection:
    """Open, check and migrate.

    Raises:
        UnusableError: when it is damaged, another program's or newer.
        UsageError: when it cannot be made, read or locked.
    """
    with speaking(path):
        left_behind = os.path.lexists(f"{path}-journal")
        db = sqlite3.connect(path, timeout=BUSY_SECONDS, isolation_level=None)
        try:
            _prepare(db, thorough=left_behind or os.stat(path).st_size <= _CHECK_ALL_BYTES)
        except BaseException:
            db.close()
            raise
        return db


def connect_nowhere() -> sqlite3.Connection:
    """An empty database in memory, for reading where nothing was stored yet."""
    db = sqlite3.connect(":memory:", isolation_level=None)
    migrate(db)
    return db


def kind_of(error: sqlite3.Error) -> int:
    """SQLite's code: the low byte, without the rest that says where it arose."""
    return int(getattr(error, "sqlite_errorcode", sqlite3.SQLITE_ERROR)) & 0xFF


@contextmanager
def speaking(path: str) -> Iterator[None]:
    """Turn what SQLite and the system say about `path` into our errors.

    Raises:
        UnusableError: for a damaged file.
        UsageError: for what the person at the terminal can mend: permissions, a full disk, another process.
    """
    try:
        yield
    except sqlite3.Error as error:
        code = kind_of(error)
        if code == sqlite3.SQLITE_NOTADB:
            raise UnusableError(Damage.NOT_A_DATABASE, str(error)) from error
        if code in {sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_CONSTRAINT}:
            # No row of ours breaks a constraint in a sound file.
            raise UnusableError(Damage.MALFORMED, str(error)) from error
        if code in {sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED}:
            raise UsageError(operator.store_busy(path, BUSY_SECONDS)) from error
        if code == sqlite3.SQLITE_FULL:
            raise UsageError(operator.disk_full(path)) from error
        if code in _NO_ACCESS:
            raise UsageError(operator.store_unwritable(path, _reason(path) or str(error))) from error
        raise
    except UnicodeDecodeError as error:
        # SQLite's message quotes a damaged schema.
        raise UnusableError(Damage.MALFORMED, str(error)) from error
    except OSError as error:
        raise UsageError(operator.store_unwritable(path, error.strerror or str(error))) from error


def _prepare(db: sqlite3.Connection, *, thorough: bool) -> None:
    """Set the connection up, and raise `UnusableError` unless the file is ours and sound; migrate it if it is earlier.

    The first statement that reads also undoes what a killed process left half written.
    """
    db.text_factory = _text
    db.execute("PRAGMA trusted_schema = OFF")
    db.execute("PRAGMA cell_size_check = ON")
    # One snapshot: another process may be making it just now.
    db.execute("BEGIN")
    found = _check(db, thorough=thorough)
    db.execute("COMMIT")
    db.execute("PRAGMA journal_mode = DELETE")
    db.execute("PRAGMA synchronous = EXTRA")
    if found < version():
        migrate(db)
    _check_columns(db)


def _check(db: sqlite3.Connection, *, thorough: bool) -> int:
    """The version of the database, 0 if it is empty; `UnusableError` unless it is ours and sound."""
    (tables,) = db.execute("SELECT count(*) FROM sqlite_master WHERE type = 'table'").fetchone()
    (application,) = db.execute("PRAGMA application_id").fetchone()
    (found,) = db.execute("PRAGMA user_version").fetchone()
    if not tables and not application and not found:
        return 0
    if application != APPLICATION_ID:
        raise UnusableError(Damage.OTHER_APPLICATION, f"application id {application}")
    if found > version():
        raise UnusableError(Damage.NEWER, f"{found} > {version()}")
    if found < 1:
        raise UnusableError(Damage.MALFORMED, f"version {found}")
    # The argument is a table, or how many faults of the whole file to look for.
    for scope in ("1",) if thorough else ("attempt", "event"):
        for (said,) in db.execute(f"PRAGMA quick_check({scope})"):
            if said != "ok":
                raise UnusableError(Damage.MALFORMED, said)
    return int(found)


def _check_columns(db: sqlite3.Connection) -> None:
    """The text of the schema may be damaged in a way that still reads as a schema."""
    for table, columns in COLUMNS.items():
        try:
            db.execute(f"SELECT {', '.join(columns)} FROM {table} LIMIT 0")  # noqa: S608 - both are constants of ours
        except sqlite3.OperationalError as error:
            # Not when it is busy, or cannot be read.
            if kind_of(error) != sqlite3.SQLITE_ERROR:
                raise
            raise UnusableError(Damage.MALFORMED, str(error)) from error


def _text(data: bytes) -> str:
    """Text of a file that a disk has damaged need not be UTF-8, and must still be shown."""
    return data.decode("utf-8", "replace")


def _reason(path: str) -> str:
    """What the system says when the file is opened for writing: SQLite says only `unable to open database file`."""
    if os.path.isdir(path):
        return "it is a folder"
    try:
        os.close(os.open(path, os.O_RDWR | os.O_CREAT, 0o666))
    except OSError as error:
        return error.strerror or ""
    return ""


def sync_folder(folder: str) -> None:
    """Make a new name in this folder last; where the system has no such thing, it does so by itself."""
    with suppress(OSError):
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
