"""What of a new exercise is still to be written."""

from __future__ import annotations

import os
import re
from pathlib import Path
from typing import TYPE_CHECKING, Final

from grader.bank import exercise_file, find_reference
from grader.words.scaffold import MARK

if TYPE_CHECKING:
    from grader.model.exercise import Exercise

_MARK: Final = re.compile(rf"\b{MARK}\b")


def unwritten(exercise: Exercise) -> dict[str, list[int]]:
    """The lines at which the mark of a new exercise is left, in its YAML and in its reference, by file.

    Raises:
        BankError: if the reference is not there.
    """
    found = {}
    path = exercise_file(exercise.root, exercise.id)
    if path is not None:
        found[path] = _lines(Path(path).read_text(encoding="utf-8"))
    if exercise.reference is not None:
        source = find_reference(exercise)
        first = source.file_text[: source.file_text.find(source.text)].count("\n")
        found[str(exercise.reference_path(Path(exercise.root)))] = [first + number for number in _lines(source.text)]
    return {os.path.relpath(file, exercise.root): lines for file, lines in found.items() if lines}


def _lines(text: str) -> list[int]:
    return [number for number, line in enumerate(text.splitlines(), 1) if _MARK.search(line)]
