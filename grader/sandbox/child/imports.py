"""What the learner's code may import: the standard library, then allowed packages, then the other answers.

The child runs without `site`, so that site-packages is on no path: `import grader` fails, and a learner's `numpy.py` or `random.py`
never comes before the real one.
"""

from __future__ import annotations

import sys
from importlib.machinery import PathFinder
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence
    from importlib.machinery import ModuleSpec
    from types import ModuleType


class Packages:
    """Finds the named packages, each in its own folder, and nothing else that lies beside them."""

    def __init__(self) -> None:
        self.folders: dict[str, str] = {}

    def find_spec(self, name: str, path: Sequence[str] | None = None, target: ModuleType | None = None) -> ModuleSpec | None:
        del path, target  # submodules are found by the path of their package
        folder = self.folders.get(name)
        return None if folder is None else PathFinder.find_spec(name, [folder])


class Answers:
    """Finds the other answers in the learner's folder, after everything else."""

    def __init__(self) -> None:
        self.folder: str | None = None

    def find_spec(self, name: str, path: Sequence[str] | None = None, target: ModuleType | None = None) -> ModuleSpec | None:
        del target
        return None if self.folder is None or path is not None else PathFinder.find_spec(name, [self.folder])


packages = Packages()
answers = Answers()


def install() -> None:
    """Put both finders behind those of the standard library."""
    sys.meta_path += [packages, answers]
