"""An exception as plain data: its class, its text, the lines of the learner's own files that it passed through."""

from __future__ import annotations

from collections import deque
from itertools import islice
from typing import TYPE_CHECKING, Any, Final

from .frames import MAX_TEXT
from .trees import tidy

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from types import TracebackType

    Shown = Callable[[str], "str | None"]
    """The name under which a file appears in a traceback, None for files that are not the learner's."""

_HALF: Final = 10
"""Of a long traceback, as many frames from each end are kept."""
_MAX_BASES: Final = 32


def error_facts(error: BaseException, shown: Shown) -> dict[str, Any]:
    """`error` as plain data. Its `__str__` is the learner's code: it may take for ever, and then the grader's clock ends it."""
    kind = type(error)
    return {
        "type_name": _name(kind),
        "bases": [_name(base) for base in kind.__mro__ if base is not object][:_MAX_BASES],
        "message": _message(error),
        "frames": _frames(error, shown),
    }


def _name(kind: type) -> str:
    return tidy(str(kind.__name__))[:200]


def _message(error: BaseException) -> str:
    try:
        text = error.msg if isinstance(error, SyntaxError) else str(error)
        return tidy(text[:MAX_TEXT])[:MAX_TEXT]
    except BaseException as second:  # noqa: BLE001 - the learner's __str__ may raise anything
        return f"(no text: its __str__ raised {_name(type(second))})"


def _frames(error: BaseException, shown: Shown) -> list[dict[str, Any]]:
    traceback = _traceback(error.__traceback__, shown)
    # A traceback may have millions of frames.
    frames = [*islice(traceback, _HALF), *deque(traceback, _HALF)]
    if isinstance(error, SyntaxError):
        frames += _frame(shown(str(error.filename)), error.lineno, "")
    return frames


def _traceback(at: TracebackType | None, shown: Shown) -> Iterator[dict[str, Any]]:
    while at is not None:
        code = at.tb_frame.f_code
        yield from _frame(shown(code.co_filename), at.tb_lineno, code.co_qualname)
        at = at.tb_next


def _frame(file: str | None, line: int | None, function: str) -> list[dict[str, Any]]:
    if file is None:
        return []
    return [{"file": tidy(file)[:MAX_TEXT], "line": max(line or 0, 0), "function": tidy(function)[:200]}]
