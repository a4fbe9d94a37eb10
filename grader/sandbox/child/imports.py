"""What the learner's code may import: the standard library, then allowed packages, then the other answers.

The child runs without `site`, so that site-packages is on no path: `import grader` fails, and a learner's `numpy.py` or `random.py`
never comes before the real one. No finder lists a folder: what it names is tried, so that a locked child needs no right to list.
"""

from __future__ import annotations

import os
import sys
from importlib.util import spec_from_file_location
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence
    from importlib.machinery import ModuleSpec
    from types import ModuleType


class Named:
    """Finds the named packages and modules, each by its file, and nothing else that lies beside them."""

    def __init__(self) -> None:
        self.files: dict[str, str] = {}

    def find_spec(self, name: str, path: Sequence[str] | None = None, target: ModuleType | None = None) -> ModuleSpec | None:
        del path, target  # submodules are found by the path of their package
        file = self.files.get(name)
        if file is None:
            return None
        folder, base = os.path.split(file)
        return spec_from_file_location(name, file, submodule_search_locations=[folder] if base.startswith("__init__.") else None)


class Answers:
    """Finds the other answers in the learner's folder, after everything else."""

    def __init__(self) -> None:
        self.folder: str | None = None

    def find_spec(self, name: str, path: Sequence[str] | None = None, target: ModuleType | None = None) -> ModuleSpec | None:
        del target
        if self.folder is None or path is not None or not name.isidentifier():
            return None
        file = os.path.join(self.folder, f"{name}.py")
        return spec_from_file_location(name, file) if os.path.isfile(file) else None


library = Named()
"""Of the standard library, what cannot be found by listing its folder any more."""
packages = Named()
answers = Answers()


def install() -> None:
    """Put the library before the finder that searches folders, packages and answers behind it."""
    sys.meta_path.insert(-1, library)
    sys.meta_path += [packages, answers]
