"""What the sandbox is asked to do, and what an answer printed."""

from __future__ import annotations

import msgspec

from grader.model.content import Limits


class Job(msgspec.Struct, frozen=True, kw_only=True):
    """One answer and the terms on which it runs."""

    source: str | bytes
    """The answer's text; bytes must be UTF-8."""
    file: str
    """The name under which the answer appears in tracebacks, as the user would type it."""
    function: str
    """The function that is called."""
    parameters: tuple[str, ...] = ()
    """Names of its signature, in order. Empty: every argument is passed by position."""
    solutions: str | None = None
    """The folder that other answers may be imported from; the answer itself need not lie there."""
    allow: tuple[str, ...] = ()
    """Packages besides numpy that may be imported. Those that are not installed cannot be."""
    forbid: tuple[str, ...] = ()
    """Dotted names, `np.linalg.inv`, that raise `ForbiddenName` when called."""
    limits: Limits = Limits()
    result_bytes: int = 0
    """Bytes of the largest result that is expected: bounds what the child may send."""


class Output(msgspec.Struct, frozen=True):
    """What an answer printed, free of control characters."""

    text: str
    """Standard output, the first 64 KB."""
    cut: bool
    """More was printed, on either stream."""
    errors: str = ""
    """Standard error, the first 64 KB."""
