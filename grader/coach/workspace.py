"""The workspace: a folder with `solutions/`, where answers lie, and `.dlprep/`, where everything else about them does."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

import grader
from grader.coach import files
from grader.model.errors import UsageError
from grader.words import operator

if TYPE_CHECKING:
    from grader.model.exercise import Exercise, Summary

SOLUTIONS = "solutions"
STATE = ".dlprep"


class Started(msgspec.Struct, frozen=True):
    """The answer's file, and whether it was written just now."""

    path: Path
    created: bool


class Workspace(msgspec.Struct, frozen=True):
    """One folder of a learner. Making this value writes nothing."""

    root: Path

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
        path = self.state / "config.toml"
        if not os.path.lexists(path):
            return {}
        from grader.coach.config import read_banks

        return read_banks(path, self.root)

    def answer_path(self, exercise: Exercise | Summary) -> Path:
        """Where the answer lies or would lie. Those of a further bank have a folder of their own, as ids of two banks may clash."""
        return self.solutions / exercise.bank / exercise.answer_name

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


def find_workspace(start: Path, override: Path | None = None) -> Workspace:
    """The nearest folder, from `start` upwards, with `solutions/` or `.dlprep/`; else `start` itself, or the folder it lies in.

    `override` is taken as it is. The folder of the installed package is never one: updates would delete the answers in it.

    Raises:
        UsageError: if `override` is no folder, or only the package's own folder is left.
    """
    if override is not None:
        if not override.is_dir():
            raise UsageError(operator.no_folder(str(override)))
        return Workspace(_absolute(override))
    here = _absolute(start if start.is_dir() else start.parent)
    for folder in (here, *here.parents):
        if not _is_ours(folder) and any((folder / name).is_dir() for name in (SOLUTIONS, STATE)):
            return Workspace(folder)
    if _is_ours(here):
        raise UsageError(operator.not_a_workspace(str(here)))
    return Workspace(here)


def _absolute(path: Path) -> Path:
    """Without following links: a learner who came by a link expects to be told of that name."""
    return Path(os.path.abspath(path))  # noqa: PTH100 - Path.absolute keeps `..`, Path.resolve follows links


def _is_ours(folder: Path) -> bool:
    package = Path(grader.__file__).resolve().parent
    real = folder.resolve()
    return real == package or package in real.parents
