"""The tables, and how a database of an earlier version becomes one of this version.

Nothing is ever changed or deleted: every row is an attempt or an event, and triggers refuse the rest. The bulk (answer and report)
lies in a table of its own, so that lists and progress read little.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import sqlite3

APPLICATION_ID = 0x646C7072
"""`dlpr`: tells our database from one of another program."""

COLUMNS = {
    "attempt": ("id", "at", "exercise", "verdict", "seed", "digest", "seconds", "path"),
    "body": ("attempt", "answer", "report"),
    "event": ("id", "at", "exercise", "kind", "detail"),
}
"""The tables of this version, with what is read and written of each."""

_KEPT = """
CREATE TRIGGER {table}_is_never_{verb}d BEFORE {verb} ON {table} BEGIN
  SELECT RAISE(ABORT, '{table}: what was stored is kept as it is');
END
"""

_FIRST = (
    """
    CREATE TABLE attempt (
      id INTEGER PRIMARY KEY,
      at TEXT NOT NULL,
      exercise TEXT NOT NULL,
      verdict TEXT NOT NULL,
      seed TEXT,
      digest TEXT NOT NULL,
      seconds REAL NOT NULL,
      path TEXT NOT NULL
    )
    """,
    "CREATE INDEX attempt_by_exercise ON attempt (exercise)",
    """
    CREATE TABLE body (
      attempt INTEGER PRIMARY KEY REFERENCES attempt (id),
      answer TEXT NOT NULL,
      report TEXT NOT NULL
    )
    """,
    """
    CREATE TABLE event (
      id INTEGER PRIMARY KEY,
      at TEXT NOT NULL,
      exercise TEXT NOT NULL,
      kind TEXT NOT NULL,
      detail TEXT NOT NULL
    )
    """,
    "CREATE INDEX event_by_exercise ON event (exercise)",
    *(_KEPT.format(table=table, verb=verb) for table in ("attempt", "body", "event") for verb in ("update", "delete")),
)

MIGRATIONS: tuple[tuple[str, ...], ...] = (_FIRST,)
"""The statements at index n lead from version n to n + 1; an empty database has version 0. Released entries never change."""


def version() -> int:
    """The version that this dlprep writes, kept in `PRAGMA user_version`."""
    return len(MIGRATIONS)


def migrate(db: sqlite3.Connection) -> None:
    """Bring an empty or earlier database to this version, in one transaction: wholly or not at all.

    Two processes may come here at once: the second waits, and then finds nothing to do.
    """
    db.execute("BEGIN IMMEDIATE")
    (found,) = db.execute("PRAGMA user_version").fetchone()
    for statements in MIGRATIONS[found:]:
        for statement in statements:
            db.execute(statement)
    # Both are written to the header of the file, by the same transaction.
    db.execute(f"PRAGMA application_id = {APPLICATION_ID}")
    db.execute(f"PRAGMA user_version = {max(found, version())}")
    db.execute("COMMIT")
