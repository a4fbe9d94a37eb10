"""While code of the bank runs in this process: it may not run for ever, and what it prints is no output of ours."""

from __future__ import annotations

import contextlib
import functools
import io
import signal
import sys
import threading
from typing import TYPE_CHECKING, Any, Final, ParamSpec, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

P = ParamSpec("P")
R = TypeVar("R")

LONGEST: Final = 10.0
"""Seconds that one call of a function in `reference/` may take: a loop may not end. A hundred such calls make a check."""
_MOST: Final = 200
"""Characters kept of what was printed."""


class _Aside(io.TextIOBase):
    """Stands in for stdout, which `--json` and pipes read: what is printed goes to stderr, and its beginning is kept."""

    def __init__(self) -> None:
        self.kept = ""

    def write(self, text: str) -> int:
        self.kept += text[: _MOST - len(self.kept)]
        return sys.stderr.write(text)

    def flush(self) -> None:
        sys.stderr.flush()

    @property
    def buffer(self) -> Any:
        """For those who print bytes."""
        return sys.stderr.buffer


_ASIDE: Final = _Aside()
_timed = False
"""Whether a deadline is running: one inside another would end it."""


def printed() -> str:
    """The beginning of what code of the bank has printed since this was asked last."""
    text, _ASIDE.kept = _ASIDE.kept, ""
    return text.strip()


def guarded(function: Callable[P, R], longest: float = LONGEST) -> Callable[P, R]:
    """The function, run as code of the bank."""

    @functools.wraps(function)
    def run(*args: P.args, **kwargs: P.kwargs) -> R:
        with bank_code(longest):
            return function(*args, **kwargs)

    return run


@contextlib.contextmanager
def bank_code(longest: float | None) -> Iterator[None]:
    """Keep stdout to ourselves, and raise TimeoutError in what takes longer than so many seconds.

    The deadline holds where there is a way to interrupt: in the main thread, not on Windows.
    """
    stdout, sys.stdout = sys.stdout, _ASIDE
    try:
        with _deadline(longest) if longest is not None and _interruptible() else contextlib.nullcontext():
            yield
    finally:
        sys.stdout = stdout


def _interruptible() -> bool:
    return sys.platform != "win32" and not _timed and threading.current_thread() is threading.main_thread()


@contextlib.contextmanager
def _deadline(longest: float) -> Iterator[None]:
    global _timed  # noqa: PLW0603 - the timer is the process's own as well

    def over(*_: object) -> None:
        raise TimeoutError(f"no result within {longest:g} s")

    before = signal.signal(signal.SIGALRM, over)
    _timed = True
    signal.setitimer(signal.ITIMER_REAL, longest)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)
        _timed = False
