"""Sentences for the person at the terminal about the tool itself: the workspace, the store, files and folders.

Each says what is the matter and where, and then what to do about it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from grader.model.enums import Damage

if TYPE_CHECKING:
    from grader.model.progress import SetAside

_DAMAGE = {
    Damage.NOT_A_DATABASE: "is not a database",
    Damage.MALFORMED: "is damaged",
    Damage.OTHER_APPLICATION: "is a database of another program",
    Damage.NEWER: "was written by a later version of dlprep",
}


def set_aside(fact: SetAside) -> str:
    """A database could not be used, and a fresh one was begun."""
    remedy = (
        "To go on with it, update dlprep and rename it back."
        if fact.damage is Damage.NEWER
        else "What can be read of it: sqlite3 FILE .recover"
    )
    detail = f" ({fact.detail})" if fact.detail else ""
    return (
        f"the record of your attempts {_DAMAGE[fact.damage]}{detail}; it was renamed to\n"
        f"  {fact.moved_to}\n"
        f"and a fresh one begun. Nothing in it was changed, and your answers are untouched. {remedy}"
    )


def store_busy(path: str, seconds: float) -> str:
    return f"another dlprep has been writing to {path} for {seconds:.0f} seconds; try again when it has finished"


def store_unwritable(path: str, reason: str) -> str:
    return f"cannot keep your attempts in {path}: {reason}\nMake it writable, or choose another folder: dlprep --workspace DIR ..."


def disk_full(path: str) -> str:
    return f"the disk is full: nothing could be added to {path}; what it held before is safe"


def no_attempt(number: int) -> str:
    return f"there is no attempt {number}; `dlprep log ID` lists the attempts of an exercise"


def report_unreadable(number: int, reason: str) -> str:
    return (
        f"the report of attempt {number} was stored by another version of dlprep and cannot be shown ({reason}); its answer is kept"
    )


def no_folder(path: str) -> str:
    return f"there is no folder {path}"


def not_a_workspace(path: str) -> str:
    return f"{path} belongs to the installed dlprep and cannot hold your answers; change into a folder of your own"


def cannot_write(path: str, reason: str) -> str:
    return f"cannot write {path}: {reason}"


def cannot_read(path: str, reason: str) -> str:
    return f"cannot read {path}: {reason}"


def answer_is_no_file(path: str) -> str:
    return f"{path} should be the file of your answer, and is something else; move it away, then: dlprep next"


def config_fault(path: str, where: str, found: str, expected: str, hint: str = "") -> str:
    """A fault of `.dlprep/config.toml`."""
    place = f"{where}: " if where else ""
    return f"{path}: {place}found {found}, expected {expected}" + (f"; {hint}" if hint else "")
