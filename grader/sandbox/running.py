"""A running child, whichever way it was started, and the pipes to it.

Nothing here loads numpy, msgspec or subprocess: this is the first thing that a check does.
"""

from __future__ import annotations

import contextlib
import os
import sys
from typing import TYPE_CHECKING, Final, Self

from grader.model.enums import Level
from grader.sandbox import folder

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from types import TracebackType

    if sys.platform == "win32":
        from grader.sandbox.windows import Process
    else:
        from grader.sandbox.posix import Process

_PIPE_BYTES: Final = 1 << 20


class Ends:
    """One end of each of the four pipes. (A NamedTuple takes half a millisecond to define.)"""

    __slots__ = ("errors", "job", "out", "results")

    def __init__(self, job: int, results: int, out: int, errors: int) -> None:
        self.job, self.results, self.out, self.errors = job, results, out, errors

    def __iter__(self) -> Iterator[int]:
        return iter((self.job, self.results, self.out, self.errors))


class Ahead:
    """What a child was sent before the grader was ready to talk to it: a prediction of what the grader will send."""

    __slots__ = ("data", "seed")

    def __init__(self, data: bytes, seed: int) -> None:
        self.data = data
        self.seed = seed
        """Of the cases that it asks about."""


class Child:
    """A running child and the grader's ends of its pipes. `end` kills it with all that it started, and leaves nothing behind.

    A child that nobody holds any more is ended.
    """

    def __init__(self, process: Process, level: Level, ends: Ends) -> None:
        self.process = process
        self.level = level
        """What the answer will run at; a child that cannot enter it ends before it has read the answer."""
        self.folder = ""
        """Its working folder, once it has one: at levels at which something can be written."""
        self.ends = ends
        self.ahead: Ahead | None = None
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

    def send_ahead(self, data: bytes, seed: int) -> None:
        """Send what the grader will likely say first, as much as the pipe takes. If it says something else, this child is lost."""
        with contextlib.suppress(OSError):  # a child that is gone is noticed by whoever talks to it
            self.ahead = Ahead(data[: os.write(self.ends.job, data)], seed)

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

    def kill(self) -> None:
        """Kill the process group, and do not wait for it: `end` must follow."""
        if not self.ended:
            self.process.kill()

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
                close(self.ends)
                if self.folder:
                    folder.remove(self.folder)
        return self._status


def pipes(opened: list[int]) -> tuple[Ends, Ends]:
    """The grader's ends, which never block, and the child's; `opened` gets them all at once."""
    pairs = []
    for _ in range(4):
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


def close(descriptors: Iterable[int]) -> None:
    """Close them all."""
    for descriptor in descriptors:
        os.close(descriptor)
