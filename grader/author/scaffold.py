"""A new exercise: its YAML, its reference, and what a bank needs beside them. Nothing is ever written over."""

from __future__ import annotations

import ast
import difflib
import json
import re
from pathlib import Path
from typing import TYPE_CHECKING, Final

import msgspec

from grader.bank import exercise_file, json_schema
from grader.model.errors import UsageError
from grader.words import operator, scaffold

if TYPE_CHECKING:
    from grader.model.enums import Form

_NAME: Final = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)*")


class Wrote(msgspec.Struct, frozen=True):
    """One file."""

    path: Path
    created: bool
    """Else something was added to it."""


def new_exercise(folder: Path, exercise_id: str, track: str | None, form: Form) -> tuple[Wrote, ...]:
    """Write a new exercise into the bank in a folder, which becomes one if it is none. The YAML is first.

    Args:
        folder: of the bank; it need not exist.
        exercise_id: lowercase words and hyphens.
        track: one that the bank has, or the first one of a new bank; may be left out where there is one alone.
        form: code or debug.

    Raises:
        UsageError: if the id or the track will not do, or something stands there already; then nothing was written.
    """
    if not _NAME.fullmatch(exercise_id):
        raise UsageError(scaffold.bad_id(exercise_id, "an id"))
    track = _track(folder, track)
    taken = exercise_file(str(folder), exercise_id) if (folder / "exercises").is_dir() else None
    if taken is not None:
        raise UsageError(scaffold.id_taken(exercise_id, taken))
    module = track.replace("-", "_")
    reference = folder / "reference" / f"{module}.py"
    before = _before(reference, scaffold.function_of(exercise_id))
    try:
        wrote = [_new(folder / "exercises" / track / f"{exercise_id}.yaml", scaffold.exercise_text(exercise_id, module, form))]
        if before is None:
            text = scaffold.reference_head(track) + scaffold.reference_function(exercise_id)
            wrote.append(_new(reference, text))
        else:
            with reference.open("a", encoding="utf-8") as file:
                file.write(("" if before.endswith("\n") else "\n") + scaffold.reference_function(exercise_id))
            wrote.append(Wrote(reference, created=False))
        schema = folder / scaffold.SCHEMA_FILE
        if not schema.exists():
            wrote.append(_new(schema, json.dumps(json_schema(), indent=2) + "\n"))
    except OSError as error:
        raise UsageError(operator.cannot_write(str(error.filename or folder), error.strerror or str(error))) from None
    return tuple(wrote)


def _track(folder: Path, given: str | None) -> str:
    """The track that is meant."""
    exercises = folder / "exercises"
    known = sorted(path.name for path in exercises.iterdir() if path.is_dir()) if exercises.is_dir() else []
    if given is None:
        if len(known) != 1:
            raise UsageError(scaffold.no_track())
        return known[0]
    if not _NAME.fullmatch(given):
        raise UsageError(scaffold.bad_id(given, "a track"))
    if known and given not in known:
        nearest = difflib.get_close_matches(given, known, 1)
        raise UsageError(scaffold.unknown_track(given, known, nearest[0] if nearest else ""))
    return given


def _before(reference: Path, function: str) -> str | None:
    """What the file of references holds; None where there is none yet."""
    if not reference.exists():
        return None
    try:
        text = reference.read_text(encoding="utf-8")
        names = [getattr(node, "name", "") for node in ast.parse(text).body]
    except (OSError, SyntaxError, ValueError):
        raise UsageError(scaffold.not_python(str(reference))) from None
    if function in names:
        raise UsageError(scaffold.function_taken(function, str(reference)))
    return text


def _new(path: Path, text: str) -> Wrote:
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("x", encoding="utf-8") as file:
        file.write(text)
    return Wrote(path, created=True)
