"""Starting a child: an exec'ed, isolated interpreter that loads numpy while the grader goes on.

Nothing here loads numpy, msgspec or (but on Windows) subprocess: this is the first thing that a check does.
"""

from __future__ import annotations

import os
import sys
from typing import Final

from grader.model.enums import Level
from grader.sandbox.reach import reached
from grader.sandbox.running import Child, close, pipes

if sys.platform == "win32":
    from grader.sandbox.windows import start
else:
    from grader.sandbox.posix import start

_PROGRAM: Final = os.path.join(os.path.dirname(os.path.abspath(__file__)), "child", "main.py")
_INHERITED: Final = ("LD_LIBRARY_PATH", "DYLD_LIBRARY_PATH", "DYLD_FALLBACK_LIBRARY_PATH", "SYSTEMROOT")
"""The only variables that the child gets from here: without them some interpreters do not start."""


def spawn(level: Level | None = None) -> Child:
    """Start a child and return at once. It waits for a `Session`, and ends when the grader does.

    Args:
        level: how far the answer is isolated; None: as far as this system can, up to L2.

    Raises:
        UsageError: `level` cannot be had, by this version or on this system.
        InternalError: no child can be started here.
    """
    reached(level or Level.L1)
    opened: list[int] = []
    try:
        ours, theirs = pipes(opened)
        process = start(_command(), [_numpy(), level or Level.L2], environment(), theirs)
    except OSError as error:
        from grader.model.errors import InternalError

        close(opened)
        raise InternalError(f"no process can be started for the answer: {error}") from error
    close(theirs)
    # Finding out what is best takes two milliseconds, in which the child is on its way already.
    return Child(process, reached(level), ours)


def package_file(name: str) -> str | None:
    """The file that `import name` loads, found without importing it; None when there is none."""
    from importlib.util import find_spec

    try:
        spec = find_spec(name)
    except ValueError:  # a module without a spec stands in its place
        return None
    return os.path.abspath(spec.origin) if spec is not None and spec.has_location and spec.origin else None


def _numpy() -> str:
    found = package_file("numpy")
    if found is None:
        raise FileNotFoundError("numpy is not installed")
    return found


def _command() -> list[str]:
    """The interpreter and the child's program.

    On Windows an environment's `python.exe` only starts another one, which a job of one process forbids.
    """
    python = getattr(sys, "_base_executable", sys.executable) if sys.platform == "win32" else sys.executable
    return [python, "-I", "-S", "-X", "utf8", _PROGRAM]


def environment() -> dict[str, str]:
    """The variables that a child has."""
    threads = ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS", "VECLIB_MAXIMUM_THREADS")
    inherited = {name: os.environ[name] for name in _INHERITED if name in os.environ}
    # Fewer arenas: each reserves address space, which is limited.
    own = {"LC_ALL": "C.UTF-8", "MALLOC_ARENA_MAX": "2"}
    return inherited | dict.fromkeys(threads, "1") | dict.fromkeys(("HOME", "TMPDIR", "TEMP", "TMP"), os.sep) | own
