"""The workspace: a folder with `solutions/`, where answers lie, and `.dlprep/`, where everything else about them does.

On the way to the answer's file paths are texts: importing pathlib takes 4 ms.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, NamedTuple

import msgspec

from grader.coach import files
from grader.coach.places import SOLUTIONS, STATE, is_ours, nearest_workspace
from grader.model.errors import UsageError
from grader.words import operator

if TYPE_CHECKING:
    from pathlib import Path

    from grader.model.exercise import Exercise, Summary


class Started(NamedTuple):
    """The answer's file, and whether it was written just now."""

    path: Path
    created: bool


class Workspace(msgspec.Struct, frozen=True):
    """One folder of a learner. Making this value writes nothing."""

    folder: str

    @property
    def root(self) -> Path:
        from pathlib import Path

        return Path(self.folder)

    @property
    def solutions(self) -> Path:
        return self.root / SOLUTIONS

    @property
    def state(self) -> Path:
        return self.root / STATE

    @property
    def banks(self) -> dict[str, Path]:
        """Further banks by name, as `.dlprep/config.toml` says; none where there is no such file.

        Raises:
            UsageError: with every fault of that file.
        """
        if not os.path.lexists(os.path.join(self.folder, STATE, "config.toml")):
            return {}
        from grader.coach.config import read_banks

        return read_banks(self.state / "config.toml", self.root)

    def answer_path(self, exercise: Exercise | Summary) -> Path:
        """Where the answer lies or would lie. Those of a further bank have a folder of their own, as ids of two banks may clash."""
        from pathlib import Path

        return Path(self.answer_file(exercise))

    def answer_file(self, exercise: Exercise | Summary) -> str:
        """`answer_path` as a text."""
        return os.path.join(self.folder, SOLUTIONS, exercise.bank, exercise.answer_name)

    def start(self, exercise: Exercise) -> Started:
        """Write the stub, unless anything has its name already: nothing is ever written over, nor through a link.

        Raises:
            UsageError: when it cannot be written, or the name is taken by what is no file.
        """
        from grader.coach.stubs import stub

        path = self.answer_path(exercise)
        if os.path.lexists(path):
            files.must_be_file(path)
            return Started(path, created=False)
        return Started(path, created=files.create(path, stub(exercise)))

    def reset(self, exercise: Exercise) -> Path | None:
        """Begin anew: copy the answer to `.dlprep/archive/`, then put a fresh stub in its place, wholly or not at all.

        Returns the copy; None if there was no answer.

        Raises:
            UsageError: when either cannot be written; then the answer is what it was.
        """
        from grader.coach.stubs import stub

        path = self.answer_path(exercise)
        if not os.path.lexists(path):
            self.start(exercise)
            return None
        files.must_be_file(path)
        name = f"{exercise.bank}-{exercise.answer_name}" if exercise.bank else exercise.answer_name
        archived = files.archive(path, self.state / "archive", name)
        files.replace(path, stub(exercise))
        return archived


def find_workspace(start: str | os.PathLike[str], override: str | os.PathLike[str] | None = None) -> Workspace:
    """The nearest folder, from `start` upwards, with `solutions/` or `.dlprep/`; else `start` itself, or the folder it lies in.

    `override` is taken as it is. The folder of the installed package is never one: updates would delete the answers in it.

    Raises:
        UsageError: if `override` is no folder, or only the package's own folder is left.
    """
    if override is not None:
        if not os.path.isdir(override):
            raise UsageError(operator.no_folder(os.fspath(override)))
        return Workspace(_absolute(override))
    here = _absolute(start if os.path.isdir(start) else os.path.dirname(start))
    nearest = nearest_workspace(here)
    if nearest is None and is_ours(here):
        raise UsageError(operator.not_a_workspace(here))
    return Workspace(nearest or here)


def _absolute(path: str | os.PathLike[str]) -> str:
    """Without following links: a learner who came by a link expects to be told of that name."""
    return os.path.abspath(os.fspath(path))
