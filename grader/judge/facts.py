"""Names by which the sandbox reports that an answer asked for a person; without numpy, for an answer that was never called."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from grader.model.case import ErrorFacts

INPUT_REQUESTED: Final = {"InputRequested": "input()", "BreakpointHit": "breakpoint()"}


def asked_with(error: ErrorFacts) -> str:
    """The call that asked: `input()` or `breakpoint()`."""
    return INPUT_REQUESTED[error.type_name]
