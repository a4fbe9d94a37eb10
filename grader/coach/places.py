"""Where a workspace lies, as texts: on the way of every check, before anything heavier is loaded."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import grader

if TYPE_CHECKING:
    from collections.abc import Iterator

SOLUTIONS = "solutions"
STATE = ".dlprep"


def nearest_workspace(here: str) -> str | None:
    """The nearest folder, from `here` upwards, with `solutions/` or `.dlprep/`; never one of the installed package."""
    for folder in _upwards(here):
        if not is_ours(folder) and any(os.path.isdir(os.path.join(folder, name)) for name in (SOLUTIONS, STATE)):
            return folder
    return None


def is_ours(folder: str) -> bool:
    """Whether a folder lies in the installed package: updates would delete the answers in it."""
    package = os.path.dirname(os.path.realpath(grader.__file__))
    real = os.path.realpath(folder)
    return real == package or real.startswith(package + os.sep)


def from_here(path: str | os.PathLike[str]) -> str:
    """As one would type it: relative to the current folder, where it lies below it."""
    here, real = os.path.realpath(os.curdir), os.path.realpath(path)
    return os.path.relpath(real, here) if real.startswith(here.rstrip(os.sep) + os.sep) else os.fspath(path)


def _upwards(folder: str) -> Iterator[str]:
    """The folder and all above it."""
    above = ""
    while folder != above:
        yield folder
        folder, above = os.path.dirname(folder), folder
