"""Statements as text, drawn once: rich and its parsers take longer to load than everything else that `next` does."""

from __future__ import annotations

import os
from functools import lru_cache
from importlib.util import find_spec
from typing import TYPE_CHECKING, Final

from grader import __version__, cache

if TYPE_CHECKING:
    from grader.report.screen import Screen

_FOLDER: Final = "drawn"
_DRAWN_BY: Final = ("formula.py", "markdown.py", "screen.py", "terminal/drawing.py")


def markdown(text: str, screen: Screen) -> str:
    """As `drawing.markdown`, from the cache where the same text was drawn for a screen like this one."""
    name = cache.fingerprint(text, f"{screen.prose} {screen.color} {screen.unicode}", _drawn_by())
    kept = cache.read(_FOLDER, name)
    if kept is not None:
        return kept.decode("utf-8", "surrogatepass")
    from grader.report.terminal import drawing

    drawn = drawing.markdown(text, screen)
    cache.write(drawn.encode("utf-8", "surrogatepass"), _FOLDER, name)
    return drawn


@lru_cache(maxsize=1)
def _drawn_by() -> str:
    """What a drawing depends on besides the text: our code, which may be an edited checkout, and rich."""
    room = os.path.dirname(os.path.dirname(__file__))
    rich = find_spec("rich")
    files = [os.path.join(room, name) for name in _DRAWN_BY] + ([rich.origin] if rich is not None and rich.origin else [])
    return " ".join([__version__, *(str(os.stat(file).st_mtime_ns) for file in files)])
