"""A check as it is mostly typed, begun before the command line is read with care: `dlprep check [ID]`, in a workspace."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from grader.sandbox import Child

SEED_DIGITS = 18
"""Of the largest seed, which fits into 64 bits."""


def check_ahead(child: Child, arguments: Sequence[str]) -> None:
    """Begin the check that `arguments` ask for, where they say it plainly: an exercise of the built-in bank, perhaps a seed."""
    words = [word for word in arguments[1:] if word not in ("--json", "--html")]
    seed = None
    if len(words) >= 2 and words[-2] == "--seed" and words[-1].isascii() and words[-1].isdigit() and len(words[-1]) <= SEED_DIGITS:
        seed = int(words[-1])
        del words[-2:]
    if len(words) > 1:
        return
    from grader.bank import builtin_folder
    from grader.coach import SOLUTIONS, from_here, nearest_workspace
    from grader.grade import begin_ahead

    workspace = nearest_workspace(os.path.abspath(os.curdir))
    name = words[0] if words else _current(workspace)
    if workspace is None or name is None or not name.replace("-", "").isalnum():
        return
    file = _exercise(builtin_folder(), name)
    if file is not None:
        answer = os.path.join(workspace, SOLUTIONS, f"{name.replace('-', '_')}.py")
        begin_ahead(child, file, answer, from_here(answer), seed)


def _current(workspace: str | None) -> str | None:
    """The exercise that is being worked on."""
    if workspace is None:
        return None
    from grader.store import peek_current

    return peek_current(workspace)


def _exercise(root: str, name: str) -> str | None:
    """The file of the exercise of that name."""
    folder = os.path.join(root, "exercises")
    files = (os.path.join(folder, track, f"{name}.yaml") for track in os.listdir(folder))
    return next(filter(os.path.exists, files), None)
