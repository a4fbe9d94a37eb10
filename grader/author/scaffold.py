"""A new exercise: its YAML, its reference, and what a bank needs beside them. Nothing is ever written over."""

from __future__ import annotations

import ast
import builtins
import difflib
import json
import keyword
import re
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Final

import msgspec

from grader.bank import exercise_file, json_schema
from grader.model.enums import Form
from grader.model.errors import UsageError
from grader.words import operator, scaffold

if TYPE_CHECKING:
    from collections.abc import Callable

_WITHOUT_REFERENCE: Final = frozenset((Form.DERIVE, Form.CHOICE))
"""Forms of which a new exercise needs nothing in `reference/`."""
_TAKEN: Final = frozenset((*keyword.kwlist, *sys.stdlib_module_names, *dir(builtins), "np", "numpy"))
"""What no function of a reference may be called: a file of references uses these, and answers import each other."""
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
        track: a folder below `exercises/`, made if it is not there; may be left out where there is one alone.
        form: what kind of exercise it becomes.

    Raises:
        UsageError: if the id or the track will not do, or something stands there already; then nothing was written.
    """
    if not _NAME.fullmatch(exercise_id):
        raise UsageError(scaffold.bad_id(exercise_id, "an id"))
    if scaffold.function_of(exercise_id) in _TAKEN:
        raise UsageError(scaffold.bad_name(exercise_id, scaffold.function_of(exercise_id)))
    track = _track(folder, track)
    taken = exercise_file(str(folder), exercise_id) if (folder / "exercises").is_dir() else None
    if taken is not None:
        raise UsageError(scaffold.id_taken(exercise_id, taken))
    module = track.replace("-", "_")
    yaml = folder / "exercises" / track / f"{exercise_id}.yaml"
    add = None if form in _WITHOUT_REFERENCE else _addition(folder / "reference" / f"{module}.py", exercise_id, track, form)
    try:
        wrote = [_new(yaml, scaffold.exercise_text(exercise_id, module, form))]
        if add is not None:
            wrote.append(add())
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
    nearest = difflib.get_close_matches(given, known, 1)
    if nearest and given not in known:
        raise UsageError(scaffold.unknown_track(given, known, nearest[0]))
    return given


def _addition(reference: Path, exercise_id: str, track: str, form: Form) -> Callable[[], Wrote]:
    """What writes the reference: a new file, or the end of one that is there and can be read."""
    text = scaffold.reference_function(exercise_id, form)
    if not reference.exists():
        return lambda: _new(reference, scaffold.reference_head(track) + text)
    before = _before(reference, scaffold.function_of(exercise_id))

    def append() -> Wrote:
        with reference.open("a", encoding="utf-8") as file:
            file.write(("" if before.endswith("\n") else "\n") + text)
        return Wrote(reference, created=False)

    return append


def _before(reference: Path, function: str) -> str:
    """What the file of references holds; it has no such name."""
    try:
        text = reference.read_text(encoding="utf-8")
        names = {name for node in ast.parse(text).body for name in _bound(node)}
    except (OSError, SyntaxError, ValueError):
        raise UsageError(scaffold.not_python(str(reference))) from None
    if function in names:
        raise UsageError(scaffold.function_taken(function, str(reference)))
    return text


def _bound(node: ast.stmt) -> list[str]:
    """The names that a statement of a module gives a value."""
    if isinstance(node, ast.Import | ast.ImportFrom):
        return [alias.asname or alias.name.partition(".")[0] for alias in node.names]
    if isinstance(node, ast.Assign):
        return [target.id for target in node.targets if isinstance(target, ast.Name)]
    return [getattr(node, "name", "")]


def _new(path: Path, text: str) -> Wrote:
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("x", encoding="utf-8") as file:
        file.write(text)
    return Wrote(path, created=True)
