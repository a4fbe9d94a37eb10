"""Starting and ending the child: an exec'ed, isolated interpreter that loads numpy while the grader goes on.

Nothing here loads numpy, msgspec or (but on Windows) subprocess: this is the first thing that a check does.
"""

from __future__ import annotations

import contextlib
import os
import sys
from typing import TYPE_CHECKING, Final, NamedTuple, Self

from grader.model.enums import Level
from grader.sandbox import folder

if sys.platform == "win32":
    from grader.sandbox.windows import Process, start
else:
    from grader.sandbox.posix import Process, start

if TYPE_CHECKING:
    from collections.abc import Iterable
    from types import TracebackType

_PROGRAM: Final = os.path.join(os.path.dirname(os.path.abspath(__file__)), "child", "main.py")  # noqa: PTH100, PTH118, PTH120
_INHERITED: Final = ("LD_LIBRARY_PATH", "DYLD_LIBRARY_PATH", "DYLD_FALLBACK_LIBRARY_PATH", "SYSTEMROOT")
"""The only variables that the child gets from here: without them some interpreters do not start."""
_PIPE_BYTES: Final = 1 << 20


class Ends(NamedTuple):
    """One end of each of the four pipes."""

    job: int
    results: int
    out: int
    errors: int


class Child:
    """A running child and the grader's ends of its pipes. `end` kills it with all that it started, and leaves nothing behind."""

    def __init__(self, process: Process, level: Level, place: str, ends: Ends) -> None:
        self.process = process
        self.level = level
        self.folder = place
        self.ends = ends
        self.ended = False
        self._status: int | None = None

    @property
    def pid(self) -> int:
        return self.process.pid

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.end()

    def __del__(self) -> None:
        with contextlib.suppress(Exception):
            self.end()

    def end(self) -> int | None:
        """Kill the process group, reap the child, close the pipes, remove the folder; once, however often it is called.

        Returns:
            The exit status, minus the signal's number for a signal; None where it could not be had.
        """
        if not self.ended:
            self.ended = True
            try:
                self._status = self.process.end()
            finally:
                _close(self.ends)
                folder.remove(self.folder)
        return self._status


def spawn(level: Level = Level.L1) -> Child:
    """Start a child at `level` and return at once. It waits for a `Session`, and ends when the grader does.

    Raises:
        UsageError: this version cannot isolate at `level`, or not on this system.
        InternalError: no child can be started here.
    """
    hindrance = _hindrance(level)
    if hindrance:
        from grader.model.errors import UsageError

        raise UsageError(hindrance)
    opened: list[int] = []
    place = ""
    try:
        place = folder.make()
        ours, theirs = _pipes(opened)
        command = [sys.executable, "-I", "-S", "-X", "utf8", _PROGRAM]
        process = start(command, [place, _numpy_folder()], _environment(place), theirs)
    except OSError as error:
        from grader.model.errors import InternalError

        _close(opened)
        if place:
            folder.remove(place)
        raise InternalError(f"no process can be started for the answer: {error}") from error
    _close(theirs)
    return Child(process, level, place, ours)


def _hindrance(level: Level) -> str:
    """Why there can be no child at `level`; empty when there can."""
    if level not in (Level.L0, Level.L1):
        return f"isolation level {level.value} is not available: this version reaches L1"
    if sys.platform == "win32" and sys.version_info < (3, 12):
        return "on Windows, answers run with Python 3.12 or newer: pipes of older ones cannot be waited for with a deadline"
    return ""


def package_folder(name: str) -> str | None:
    """The folder that the package or module `name` lies in, found without importing it; None when it is not installed."""
    from importlib.util import find_spec

    try:
        spec = find_spec(name)
    except ValueError:  # a module without a spec stands in its place
        return None
    if spec is None:
        return None
    inside = next(iter(spec.submodule_search_locations or ()), spec.origin)
    return os.path.dirname(os.path.abspath(inside)) if inside else None  # noqa: PTH100, PTH120


def _numpy_folder() -> str:
    found = package_folder("numpy")
    if found is None:
        raise FileNotFoundError("numpy is not installed")
    return found


def _environment(place: str) -> dict[str, str]:
    threads = ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS", "VECLIB_MAXIMUM_THREADS")
    inherited = {name: os.environ[name] for name in _INHERITED if name in os.environ}
    # Fewer arenas: each reserves address space, which is limited.
    own = {"HOME": place, "TMPDIR": place, "TEMP": place, "TMP": place, "LC_ALL": "C.UTF-8", "MALLOC_ARENA_MAX": "2"}
    return inherited | dict.fromkeys(threads, "1") | own


def _pipes(opened: list[int]) -> tuple[Ends, Ends]:
    """The grader's ends, which never block, and the child's; `opened` gets them all at once."""
    pairs = []
    for _ in Ends._fields:
        pairs.append(os.pipe())
        opened += pairs[-1]
    (job_in, job_out), *others = pairs
    ours = Ends(job_out, *(read for read, _ in others))
    theirs = Ends(job_in, *(write for _, write in others))
    for end in ours:
        os.set_blocking(end, False)
    if sys.platform == "linux":
        import fcntl

        for end in (ours.job, ours.results):
            with contextlib.suppress(OSError):  # the user's pipes have used up what they may
                fcntl.fcntl(end, fcntl.F_SETPIPE_SZ, _PIPE_BYTES)
    return ours, theirs


def _close(descriptors: Iterable[int]) -> None:
    for descriptor in descriptors:
        os.close(descriptor)
