"""The current exercise, looked up in passing: before anything is opened with care, and without any effect."""

from __future__ import annotations

import os
import sqlite3
from contextlib import closing

from grader.model.enums import Event

_QUERY = "SELECT exercise FROM event WHERE kind = ? ORDER BY id DESC LIMIT 1"


def peek_current(workspace: str) -> str | None:
    """The exercise that commands mean when they name none; None where it is not plain to see."""
    path = os.path.join(workspace, ".dlprep", "progress.db")
    if set(path) & set("?#%"):  # they mean something in the name of a database that is only read
        return None
    try:
        with closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True, timeout=0.05)) as db:
            found = db.execute(_QUERY, (Event.CURRENT.value,)).fetchone()
    except sqlite3.Error:
        return None
    return str(found[0]) if found is not None else None
