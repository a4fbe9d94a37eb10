"""Between rows and values: attempts, reports, progress."""

from __future__ import annotations

from collections import defaultdict
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, TypeVar

import msgspec

from grader.model.enums import Damage, Event, Verdict
from grader.model.progress import Attempt, Progress
from grader.model.report import Report
from grader.store.database import UnusableError

if TYPE_CHECKING:
    import sqlite3

Value = TypeVar("Value")

# Beside max(id), SQLite takes the other columns from the row that has it.
_LAST = "SELECT exercise, count(*), verdict, at, max(id) FROM attempt GROUP BY exercise"
_PASSES = "SELECT exercise, min(at), max(at), group_concat(DISTINCT digest) FROM attempt WHERE verdict = ? GROUP BY exercise"
_HINTS = "SELECT exercise, max(CAST(detail AS INTEGER)) FROM event WHERE kind = ? GROUP BY exercise"
_GIVEN_UP = "SELECT exercise, max(at) FROM event WHERE kind = ? GROUP BY exercise"
_CURRENT = "SELECT exercise, at FROM event WHERE kind = ? ORDER BY id DESC LIMIT 1"
_ATTEMPTS = """
SELECT id, exercise, verdict, at, seed, digest, seconds, path, answer
FROM attempt JOIN body ON body.attempt = attempt.id
"""


def now() -> str:
    """The time as it is stored: UTC, of one width, so that texts sort as times do."""
    return datetime.now(UTC).isoformat(timespec="microseconds")


def insert(db: sqlite3.Connection, report: Report) -> int:
    """Add an attempt and its report; the id of the attempt."""
    seed = None if report.seed is None else str(report.seed)
    row = (now(), report.exercise, report.verdict.value, seed, report.digest, report.durations.total, report.path)
    cursor = db.execute(
        "INSERT INTO attempt (at, exercise, verdict, seed, digest, seconds, path) VALUES (?, ?, ?, ?, ?, ?, ?)",
        tuple(_clean(value) for value in row),
    )
    assert cursor.lastrowid is not None
    # The answer has a column of its own: once is enough.
    body = encode(msgspec.structs.replace(report, answer=""))
    db.execute("INSERT INTO body (attempt, answer, report) VALUES (?, ?, ?)", (cursor.lastrowid, _clean(report.answer), body))
    return cursor.lastrowid


def encode(report: Report) -> str:
    """The report as JSON. A lone surrogate, which UTF-8 cannot carry, is spelled out as its escape."""
    try:
        return msgspec.json.encode(report).decode()
    except UnicodeEncodeError:
        return msgspec.json.encode(_clean(msgspec.to_builtins(report))).decode()


def decode(text: str, answer: str) -> Report:
    """The inverse of `encode`.

    Raises:
        msgspec.ValidationError: for a report of another version, or a damaged one.
    """
    return msgspec.structs.replace(msgspec.json.decode(text, type=Report), answer=answer)


def attempts(db: sqlite3.Connection, where: str, value: object) -> tuple[Attempt, ...]:
    """The attempts that meet `where`, in the order in which they were made.

    Raises:
        UnusableError: if a row holds what was never written.
    """
    cursor = db.execute(f"{_ATTEMPTS} WHERE {where} ORDER BY id", (value,))
    names = [column[0] for column in cursor.description]
    return _convert([dict(zip(names, row, strict=True)) for row in cursor], tuple[Attempt, ...])


def progress(db: sqlite3.Connection) -> Progress:
    """Where the learner stands, from all attempts and events.

    Raises:
        UnusableError: if a row holds what was never written.
    """
    facts: defaultdict[str, dict[str, Any]] = defaultdict(dict)
    for key, count, verdict, at, _ in db.execute(_LAST):
        facts[key] |= {"attempts": count, "last_verdict": verdict, "last_at": at}
    for key, first, last, digests in db.execute(_PASSES, (Verdict.PASS,)):
        facts[key] |= {"solved_at": first, "passed_at": last, "passed_digests": str(digests).split(",")}
    for key, level in db.execute(_HINTS, (Event.HINT,)):
        facts[key]["hints"] = level
    for key, at in db.execute(_GIVEN_UP, (Event.GAVE_UP,)):
        facts[key]["gave_up_at"] = at
    current, current_at = db.execute(_CURRENT, (Event.CURRENT,)).fetchone() or (None, None)
    return _convert({"standings": facts, "current": current, "current_at": current_at}, Progress)


def _convert(found: Any, kind: type[Value]) -> Value:
    try:
        return msgspec.convert(found, kind, strict=False)
    except msgspec.ValidationError as error:
        raise UnusableError(Damage.MALFORMED, str(error)) from error


def _clean(value: Any) -> Any:
    """The same value, or tree, with every text such that UTF-8 can carry it."""
    if isinstance(value, str):
        return value.encode("utf-8", "backslashreplace").decode()
    if isinstance(value, dict):
        return {_clean(key): _clean(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_clean(item) for item in value]
    return value
