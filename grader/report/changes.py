"""What was changed in code that started broken: shown once it is right."""

from __future__ import annotations

from difflib import unified_diff
from typing import TYPE_CHECKING, Final

from grader.model.content import DebugContent
from grader.words.clean import clean

if TYPE_CHECKING:
    from grader.model.content import Content

AROUND: Final = 2
"""Lines that are shown around a change."""
MOST: Final = 60


def changes(content: Content, answer: str) -> tuple[str, ...]:
    """The lines of the diff from the start to the answer; each begins with a space, `-`, `+` or `@`."""
    assert isinstance(content, DebugContent)
    before, after = (clean(text).rstrip("\n").split("\n") for text in (content.start, answer))
    lines = [line.rstrip() for line in unified_diff(before, after, n=AROUND, lineterm="")][2:]
    left = len(lines) - MOST
    return tuple(lines) if left <= 0 else (*lines[:MOST], f"@ {left} more lines @")
