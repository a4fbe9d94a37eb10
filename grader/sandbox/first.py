"""The first child of a process: a fork, as long as the process knows nothing that an answer must not know."""

from __future__ import annotations

import gc
import os
import sys
from typing import TYPE_CHECKING, Final

from grader.sandbox.spawning import spawn

if TYPE_CHECKING:
    from grader.sandbox.running import Child

_TELLING: Final = ("bank", "build", "coach", "grade", "judge", "store", "truth")
"""Rooms that read what an answer must not know."""
_HARMLESS: Final = frozenset({"PYTHONDONTWRITEBYTECODE", "PYTHONUNBUFFERED"})
"""Variables that may be set: any other one of Python's changes how an answer runs."""


def first_child() -> Child:
    """A child at the best level up to L2, for a process that has just begun: a fork where that is safe, else as `spawn` does.

    Garbage is no longer looked for when this returns: a short check makes none to speak of, and looking takes milliseconds.

    Raises:
        InternalError: no child can be started here.
    """
    gc.disable()
    if sys.platform == "linux" and _plain():
        from grader.sandbox.forking import fork

        return fork() or spawn()
    return spawn()


def _plain() -> bool:
    """Whether this process is as every process of its kind begins: the interpreter's defaults, and nothing read."""
    variables = any(name.startswith(("PYTHON", "LD_PRELOAD")) and name not in _HARMLESS for name in os.environ)
    options = sys.flags.optimize or sys.flags.dev_mode or sys.warnoptions or sys.gettrace() or sys.getprofile()
    knows = any(f"grader.{room}" in sys.modules for room in _TELLING)
    streams = None not in (sys.stdin, sys.stdout, sys.stderr)
    return not (variables or options or knows) and streams and sys.getfilesystemencoding() == "utf-8"
