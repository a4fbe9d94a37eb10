"""Where banks lie. Paths are texts here, and in the way to one exercise: importing pathlib takes 4 ms."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path


FOLDER = "exercises"
"""Of a bank, where its exercises lie, each in the folder of its track."""


def builtin_root() -> Path:
    """The folder of the built-in bank: `grader/_bank` in a wheel, the repository in a checkout or an editable install.

    Raises:
        InternalError: if there is neither, which a sound installation never is.
    """
    from pathlib import Path

    return Path(builtin_folder())


def builtin_folder() -> str:
    """`builtin_root` as a text."""
    package = os.path.dirname(os.path.dirname(os.path.realpath(__file__)))
    for root in (os.path.join(package, "_bank"), os.path.dirname(package)):
        if is_bank(root):
            return root
    from grader.model.errors import InternalError

    raise InternalError(f"the built-in exercises are missing from {package}; install dlprep again")


def exercise_file(root: str, id: str) -> str | None:  # noqa: A002  the word of the format
    """The file of an exercise in the bank at `root`; None if there is none."""
    folder = os.path.join(root, FOLDER)
    files = (os.path.join(folder, track, f"{id}.yaml") for track in os.listdir(folder))
    return next(filter(os.path.isfile, files), None)


def is_bank(root: str) -> bool:
    """Whether a folder has what makes a bank."""
    return os.path.isdir(os.path.join(root, FOLDER))
