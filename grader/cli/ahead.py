"""A check as it is mostly typed, begun before the grader is loaded: an exercise of the built-in bank, in a workspace."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from grader.cli.checking import Asked
    from grader.sandbox import Child


def check_ahead(child: Child, asked: Asked) -> None:
    """Begin the check of the exercise that is named, or is being worked on; nothing for any other file, bank or name."""
    from grader.bank import builtin_folder, exercise_file
    from grader.coach import SOLUTIONS, from_here, nearest_workspace
    from grader.grade import begin_ahead
    from grader.model.exercise import answer_name_of

    workspace = nearest_workspace(os.path.abspath(os.curdir))
    if workspace is None or asked.exercise is not None:
        return
    name = _current(workspace) if asked.target is None else asked.target
    if name is None or not name.replace("-", "").isalnum():
        return
    file = exercise_file(builtin_folder(), name)
    if file is not None:
        answer = os.path.join(workspace, SOLUTIONS, answer_name_of(name))
        begin_ahead(child, file, answer, from_here(answer), asked.seed)


def _current(workspace: str) -> str | None:
    """The exercise that is being worked on."""
    from grader.store import peek_current

    return peek_current(workspace)
