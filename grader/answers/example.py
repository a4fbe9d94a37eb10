"""The worked example of a statement: `Example: for a = 1 and b = 4 the answer is `0.25`.` It is asked of nobody."""

from __future__ import annotations

import ast
import re
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from grader.model.typed import Drawn

ANSWER: Final = re.compile(r"\bthe answer is\s+`([^`]+)`")
_PARAGRAPH: Final = re.compile(r"^Example:(.*?)(?:\n\s*\n|\Z)", re.MULTILINE | re.DOTALL)
_VALUE: Final = re.compile(r"\$?([A-Za-z_]\w*)\$?\s*=\s*\$?(\[[^\]]*\]|\"[^\"]*\"|[-+\w.]*\w)\$?")


def example_text(content: Drawn) -> str | None:
    """The paragraph that begins with `Example:`, without that word."""
    paragraph = _PARAGRAPH.search(content.ask)
    return None if paragraph is None else paragraph[1]


def example_values(content: Drawn) -> dict[str, Any]:
    """The values that it gives to names before its answer; empty where there is no such example."""
    text = example_text(content) or ""
    answer = ANSWER.search(text)
    found = {}
    for name, written in _VALUE.findall(text[: answer.start()] if answer is not None else ""):
        try:
            found[name] = ast.literal_eval(written)
        except (ValueError, SyntaxError):
            found[name] = written
    return found
