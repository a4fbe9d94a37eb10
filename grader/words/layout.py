"""Nested brackets laid out in lines: on one line where they fit, else one item a line, plain items side by side."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

if TYPE_CHECKING:
    from collections.abc import Iterable


class Bracket(msgspec.Struct, frozen=True):
    """`open`, items between commas, `close`: a call, a list, a dict."""

    open: str
    items: tuple[Doc, ...]
    close: str


Doc = str | Bracket


def bracket(opening: str, items: Iterable[Doc], closing: str) -> Bracket:
    return Bracket(opening, tuple(items), closing)


def prefixed(prefix: str, doc: Doc) -> Doc:
    """`doc` with text before it: a name and `=`, a key and `:`."""
    return prefix + doc if isinstance(doc, str) else Bracket(prefix + doc.open, doc.items, doc.close)


def flat(doc: Doc) -> str:
    """All on one line."""
    return doc if isinstance(doc, str) else f"{doc.open}{' '.join(_separated(map(flat, doc.items)))}{doc.close}"


def lay_out(doc: Doc, width: int, column: int = 0, tail: str = "") -> list[str]:
    """Lines of `doc`, none wider than `width` unless a single number is.

    `column` is where the first line will stand, and the others below it; `tail` follows the last.
    """
    line = flat(doc) + tail
    if isinstance(doc, str) or column + len(line) <= width:
        return [line]
    deep = len(doc.open) > width // 2
    inner = 4 if deep else len(doc.open)
    if all(isinstance(item, str) for item in doc.items):
        lines = _filled([item for item in doc.items if isinstance(item, str)], width - column - inner, doc.close + tail)
    else:
        lines = _stacked(doc, width, column + inner, tail)
    if deep:
        return [doc.open, *(" " * inner + text for text in lines)]
    return [doc.open + lines[0], *(" " * inner + text for text in lines[1:])]


def _stacked(doc: Bracket, width: int, column: int, tail: str) -> list[str]:
    last = len(doc.items) - 1
    lines: list[str] = []
    for place, item in enumerate(doc.items):
        lines += lay_out(item, width, column, doc.close + tail if place == last else ",")
    return lines


def _filled(items: list[str], width: int, end: str) -> list[str]:
    words = _separated(items)
    words[-1:] = [words[-1] + end] if words else [end]
    lines = [words[0]]
    for word in words[1:]:
        if len(lines[-1]) + 1 + len(word) <= width:
            lines[-1] += " " + word
        else:
            lines.append(word)
    return [line.rstrip() for line in lines]


def _separated(items: Iterable[str]) -> list[str]:
    """Commas stand at the number; what pads a column stands after them."""
    texts = list(items)
    ends = [f"{text.rstrip()},{text[len(text.rstrip()) :]}" for text in texts[:-1]]
    return [*ends, *(text.rstrip() for text in texts[-1:])]
