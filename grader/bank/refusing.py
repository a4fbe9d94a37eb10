"""What is found wrong with an exercise only when it is used -> the author's error, with its line."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from grader.model.errors import BankError, Fault

if TYPE_CHECKING:
    from collections.abc import Iterator

    from grader.bank.node import Node
    from grader.bank.node import Path as Steps
    from grader.model.errors import ContentError
    from grader.model.exercise import Exercise


def refusal(exercise: Exercise, error: ContentError) -> BankError:
    """`error`, found by a room that uses a field, as one fault of the exercise's file."""
    return refused(exercise, error.path, error.found, error.expected, error.hint)


def refused(exercise: Exercise, path: str, found: str, expected: str, hint: str = "", shown: tuple[str, ...] = ()) -> BankError:
    """One fault of the exercise's file, at the part that `path` names or at the nearest part around it."""
    file = f"exercises/{exercise.track}/{exercise.id}.yaml"
    line, column = _place(Path(exercise.root) / file, path)
    fault = Fault(file=file, line=line, column=column, path=path, found=found, expected=expected, hint=hint, shown=shown)
    return BankError([fault])


def _place(file: Path, text: str) -> tuple[int, int]:
    """Line and column; (0, 0) where the file is gone or no longer what was read."""
    from grader.bank.node import render
    from grader.bank.reading import read_tree

    try:
        tree, _ = read_tree(file.read_bytes(), file.name)
    except (OSError, BankError):
        return 0, 0
    around = [path for path in _paths(tree) if text.startswith(render(path))]
    place = tree.place_of(max(around, key=lambda path: len(render(path))))
    return place.line, place.column


def _paths(node: Node, path: Steps = ()) -> Iterator[Steps]:
    """The path of every part, from the top."""
    yield path
    parts = node.value.items() if isinstance(node.value, dict) else enumerate(node.value) if isinstance(node.value, list) else ()
    for step, part in parts:
        yield from _paths(part, (*path, step))
