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
from grader.sandbox.reach import reached

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

    def __init__(self, process: Process, level: Level, ends: Ends) -> None:
        self.process = process
        self.level = level
        """What the answer will run at; a child that cannot enter it ends before it has read the answer."""
        self.folder = ""
        """Its working folder, once it has one: at levels at which something can be written."""
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

    def settle(self) -> str:
        """Make the working folder, where the level has one; its path.

        Raises:
            InternalError: no temporary folder can be written.
        """
        if self.level in (Level.L0, Level.L1) and not self.folder:
            try:
                self.folder = folder.make()
            except OSError as error:
                from grader.model.errors import InternalError

                raise InternalError(f"there is no place for a working folder: {error}") from error
        return self.folder

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
                if self.folder:
                    folder.remove(self.folder)
        return self._status


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
        ours, theirs = _pipes(opened)
        process = start(_command(), [_numpy(), level or Level.L2], _environment(), theirs)
    except OSError as error:
        from grader.model.errors import InternalError

        _close(opened)
        raise InternalError(f"no process can be started for the answer: {error}") from error
    _close(theirs)
    # Finding out what is best takes two milliseconds, in which the child is on its way already.
    return Child(process, reached(level), ours)


def package_file(name: str) -> str | None:
    """The file that `import name` loads, found without importing it; None when there is none."""
    from importlib.util import find_spec

    try:
        spec = find_spec(name)
    except ValueError:  # a module without a spec stands in its place
        return None
    return os.path.abspath(spec.origin) if spec is not None and spec.has_location and spec.origin else None  # noqa: PTH100


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


def _environment() -> dict[str, str]:
    threads = ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS", "VECLIB_MAXIMUM_THREADS")
    inherited = {name: os.environ[name] for name in _INHERITED if name in os.environ}
    # Fewer arenas: each reserves address space, which is limited.
    own = {"LC_ALL": "C.UTF-8", "MALLOC_ARENA_MAX": "2"}
    return inherited | dict.fromkeys(threads, "1") | dict.fromkeys(("HOME", "TMPDIR", "TEMP", "TMP"), os.sep) | own


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
