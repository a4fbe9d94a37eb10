r"""What surrounds an answer and is no part of it: `$` and `\[`, a label before `=`, `np.array(...)`, a stop at the end.

Blanks take its place, so that every position stays what it is in the learner's text.
"""

from __future__ import annotations

import re
import unicodedata
from typing import Final

LONGEST_LABEL: Final = 80
_DELIMITERS: Final = re.compile(r"\s*\\(?:\[(.*)\\\]|\((.*)\\\))[\s.;]*", re.DOTALL)
_STOP: Final = re.compile(r"(?<![.;\\])[.;](?=[\s$]*$)")
_ARRAY: Final = re.compile(r"[\s$]*(?:(?:np|numpy|torch)\.)?(?:array|asarray|tensor|Size|Matrix|list|tuple)\s*(?=\(\s*[\[(])")
_OPENING, _CLOSING = "([{", ")]}"
_OUTSIDE: Final = frozenset(" \t\n\r$'′_^/\\∂∇|*.")
_INSIDE: Final = _OUTSIDE | set("+-<>=,:;~!&")
"""What a label may hold besides letters and digits: `P(D|+)`, `E[X]`; between brackets more than outside."""


def bare(text: str) -> tuple[str, bool]:
    """The text with blanks for what surrounds the answer, and whether a label was there."""
    if found := _DELIMITERS.fullmatch(text):
        first, last = found.span(1 if found[1] is not None else 2)
        text = _blank(_blank(text, 0, first), last, len(text))
    if stop := _STOP.search(text):
        text = _blank(text, stop.start(), stop.end())
    labels = _labels(text) if "=" in text else []
    for first, last in labels:
        text = _blank(text, first, last)
    return _unwrapped(text), bool(labels)


def closing_of(text: str, at: int) -> int:
    """The place of the bracket that closes the one at `at`; -1 where none does."""
    deep = 0
    for place in range(at, len(text)):
        deep += (text[place] in _OPENING) - (text[place] in _CLOSING)
        if deep == 0:
            return place
    return -1


def _blank(text: str, first: int, last: int) -> str:
    return text[:first] + " " * (last - first) + text[last:]


def _unwrapped(text: str) -> str:
    """`np.array([a, b])` as `[a, b]`."""
    found = _ARRAY.match(text)
    closing = closing_of(text, found.end()) if found is not None else -1
    if found is None or text[closing + 1 :].strip(" \t\r\n$") not in ("", ".T"):
        return text
    return _blank(_blank(text, 0, found.end() + 1), closing, closing + 1)


def _labels(text: str) -> list[tuple[int, int]]:
    """Where labels stand: one before the whole, or one before each entry of a list: `a = 2, b = 3`."""
    entries = _entries(text)
    found = [(first, _label(text, first, last)) for first, last in entries]
    return [(first, after) for first, after in found if after]


def _entries(text: str) -> list[tuple[int, int]]:
    """The parts between commas, of the whole text or of the one list that it is."""
    first, last = len(text) - len(text.lstrip(" \t\r\n$")), len(text.rstrip(" \t\r\n$"))
    inner = text[first : first + 1] in tuple(_OPENING) and closing_of(text, first) == last - 1
    start, stop = (first + 1, last - 1) if inner else (0, len(text))
    places, deep = [start - 1], 0
    for at in range(start, stop):
        deep += (text[at] in _OPENING) - (text[at] in _CLOSING)
        if deep == 0 and text[at] in ",;":
            places.append(at)
    if inner and len(places) == 1:
        return []  # (x = 1) is a condition
    return [(a + 1, b) for a, b in zip(places, [*places[1:], stop], strict=True)]


def _label(text: str, first: int, last: int) -> int:
    """Where the entry begins after `f'(x) =`; 0 where nothing like that stands before it."""
    deep = 0
    for at in range(first, min(last, first + LONGEST_LABEL)):
        character = text[at]
        deep += (character in _OPENING) - (character in _CLOSING)
        if character == "=" and deep == 0:
            before = text[first:at].strip(" \t\r\n$")
            begins = before[:1].isalpha() or before[:1] in ("\\", "∂", "∇")
            return at + 1 if begins and text[at + 1 : at + 2] != "=" else 0
        allowed = _INSIDE if deep else _OUTSIDE
        if deep < 0 or not (character.isalnum() or character in allowed or character in _OPENING + _CLOSING or _accent(character)):
            return 0
    return 0


def _accent(character: str) -> bool:
    """A hat or bar over the letter before it."""
    return unicodedata.combining(character) > 0
