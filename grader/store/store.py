"""The store: every attempt of one workspace, and what else must be remembered between two commands."""

from __future__ import annotations

import os
from contextlib import closing
from typing import TYPE_CHECKING, Self, TypeVar

import msgspec

from grader.model.enums import Event
from grader.model.errors import UsageError
from grader.store import rows
from grader.store.aside import identity, open_database, replace
from grader.store.database import UnusableError, connect_nowhere, speaking, sync_folder
from grader.words import operator

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Callable

    from grader.model.progress import Attempt, Progress, SetAside
    from grader.model.report import Report

Value = TypeVar("Value")


class Store:
    """Open with `Store.open`; usable as a context manager.

    Every method raises `UsageError` when the file cannot be read or written: no permission, a full disk, another process that
    writes for too long. A database found damaged at any time is set aside and a fresh one begun; `set_aside` says so, for the
    caller to print.
    """

    def __init__(self, path: str) -> None:
        self._path = path
        self._db: sqlite3.Connection | None = None
        self._identity: tuple[int, int] | None = None
        self.set_aside: list[SetAside] = []
        """What had to be set aside since this store was opened."""

    @classmethod
    def open(cls, workspace: str | os.PathLike[str], *, create: bool = True) -> Self:
        """The store of the workspace at this folder, in `.dlprep/progress.db`.

        With `create=False` a store that does not exist reads as an empty one, and is made by the first thing that is written:
        looking around leaves nothing behind.

        Raises:
            UsageError: when it cannot be made or read.
        """
        # SQLite keeps the journal beside the file itself, not beside a link to it.
        store = cls(os.path.realpath(os.path.join(workspace, ".dlprep", "progress.db")))
        if create or os.path.exists(store._path):
            store._connect()
        return store

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *exception: object) -> None:
        self.close()

    def close(self) -> None:
        if self._db is not None:
            self._db.close()
            self._db = None

    # Writing

    def add(self, report: Report) -> int:
        """Keep an attempt. When this returns its id, the attempt is on the disk: no kill and no loss of power takes it away."""
        return self._write(lambda db: rows.insert(db, report))

    def mark_hint(self, key: str, level: int) -> None:
        """Hints up to `level`, counted from 1, were shown."""
        self._event(Event.HINT, key, str(level))

    def give_up(self, key: str) -> None:
        """The learner asked for the solution before solving the exercise."""
        self._event(Event.GAVE_UP, key)

    def set_current(self, key: str) -> None:
        """This is the exercise that commands mean when they name none. Said again, it keeps the time since when it is so."""
        if self.progress().current != key:
            self._event(Event.CURRENT, key)

    def mark_reset(self, key: str, archived: str) -> None:
        """The answer went to the file `archived`, and the learner began anew."""
        self._event(Event.RESET, key, archived)

    # Reading

    def attempts(self, key: str) -> tuple[Attempt, ...]:
        """All attempts of an exercise, the oldest first."""
        return self._read(lambda db: rows.attempts(db, "exercise = ?", key))

    def latest(self, key: str) -> Attempt | None:
        """The last attempt of an exercise."""
        found = self._read(lambda db: rows.attempts(db, "id = (SELECT max(id) FROM attempt WHERE exercise = ?)", key))
        return found[0] if found else None

    def attempt(self, number: int) -> Attempt:
        """One attempt.

        Raises:
            UsageError: if there is none of this number.
        """
        found = self._read(lambda db: rows.attempts(db, "id = ?", number))
        if not found:
            raise UsageError(operator.no_attempt(number))
        return found[0]

    def report(self, number: int) -> Report:
        """The whole report of one attempt, as it was.

        Raises:
            UsageError: if there is none of this number, or it is of a version that this one cannot read.
        """
        found = self._read(
            lambda db: db.execute("SELECT report, answer FROM body WHERE attempt = ?", (number,)).fetchone(),
        )
        if found is None:
            raise UsageError(operator.no_attempt(number))
        try:
            return rows.decode(*found)
        except (msgspec.DecodeError, UnicodeError) as error:
            raise UsageError(operator.report_unreadable(number, str(error))) from error

    def progress(self) -> Progress:
        """Where the learner stands with every exercise that was met, and the current one."""
        return self._read(rows.progress)

    def hint_level(self, key: str) -> int:
        """The highest hint shown, 0 if none was."""
        return self.progress().of(key).hints

    def resets(self, key: str) -> tuple[str, ...]:
        """Where the answers of an exercise went at each reset, the oldest first."""
        query = "SELECT detail FROM event WHERE kind = ? AND exercise = ? ORDER BY id"
        return self._read(lambda db: tuple(path for (path,) in db.execute(query, (Event.RESET, key))))

    # One transaction each

    def _event(self, kind: Event, key: str, detail: str = "") -> None:
        row = (rows.now(), key, kind.value, detail)
        self._write(lambda db: db.execute("INSERT INTO event (at, exercise, kind, detail) VALUES (?, ?, ?, ?)", row))

    def _write(self, work: Callable[[sqlite3.Connection], Value]) -> Value:
        return self._transaction("BEGIN IMMEDIATE", work)

    def _read(self, work: Callable[[sqlite3.Connection], Value]) -> Value:
        """In one snapshot: another process may write between two queries."""
        if self._db is not None or os.path.exists(self._path):
            return self._transaction("BEGIN", work)
        with closing(connect_nowhere()) as nowhere:
            return work(nowhere)

    def _transaction(self, begin: str, work: Callable[[sqlite3.Connection], Value]) -> Value:
        """Do the work; in a fresh database if this one turns out to be damaged, or is no longer where it was."""
        if self._db is None:
            self._connect()
        try:
            return self._once(begin, work)
        except _MovedError:
            self._connect()
        except UnusableError as problem:
            self._connect(problem)
        return self._once(begin, work)

    def _once(self, begin: str, work: Callable[[sqlite3.Connection], Value]) -> Value:
        db = self._db
        assert db is not None
        with speaking(self._path):
            try:
                db.execute(begin)
                # What is written to a file that was moved or deleted is found by nobody. Asked under the lock: it may happen now.
                if identity(self._path) != self._identity:
                    raise _MovedError
                value = work(db)
                db.execute("COMMIT")
                return value
            finally:
                if db.in_transaction:
                    db.execute("ROLLBACK")

    def _connect(self, problem: UnusableError | None = None) -> None:
        """Open the file anew; with a problem, set aside the one that was open."""
        self.close()
        try:
            folder = os.path.dirname(self._path)
            if not os.path.exists(folder):
                os.mkdir(folder)
                sync_folder(os.path.dirname(folder))
        except FileExistsError:
            pass
        except OSError as error:
            raise UsageError(operator.store_unwritable(self._path, error.strerror or str(error))) from error
        if problem is None:
            self._db, moved = open_database(self._path)
        else:
            self._db, moved = replace(self._path, self._identity, problem)
        self._identity = identity(self._path)
        if moved is not None:
            self.set_aside.append(moved)


class _MovedError(Exception):
    """The open file no longer has the name it was opened by."""
