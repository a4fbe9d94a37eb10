"""`Shown` as numbers in columns, and two of them side by side with no more digits than tell them apart."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any, Final

import msgspec

from grader.words.layout import Doc, bracket, flat, lay_out, prefixed
from grader.words.numbers import in_array, number, rounded
from grader.words.paste import WHOLE, describe, nested, paste, quoted
from grader.words.shown import entry, parts

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from grader.model.report import Shown

SIDE: Final = 6
FEW: Final = 5
"""Digits that are enough to see what a value is like."""
_DIGITS: Final = (FEW, 7, 9, 12, 15)
_EXACT: Final = 99
_CUT: Final = "..."


class Text(msgspec.Struct, frozen=True):
    """A value as it is read: its numbers, and what it is (`float64 (2, 1)`)."""

    doc: Doc
    kind: str

    def lines(self, width: int) -> list[str]:
        return lay_out(self.doc, width)


def compare(got: Shown, expected: Shown, wrong_at: Sequence[Sequence[int]] = ()) -> tuple[Text, Text]:
    """Both values with the fewest digits that tell the wrong entries apart, or where none is named, the whole texts or kinds.

    Where numbers and kinds (type, dtype, shape) look the same at every length, both are written as Python.
    """
    digits = next((d for d in _DIGITS if _told_apart(got, expected, wrong_at, d)), _EXACT)
    pair = display(got, digits), display(expected, digits)
    if got != expected and (flat(pair[0].doc), pair[0].kind) == (flat(pair[1].doc), pair[1].kind):
        return Text(paste(got), describe(got)), Text(paste(expected), describe(expected))
    return pair


def display(shown: Shown, digits: int = _EXACT) -> Text:
    """Numbers in columns, arrays cut to 6 by 6 with `...` for the rest; numbers alone are never cut."""
    match shown.type:
        case "array":
            return Text(_columns(shown, digits), describe(shown))
        case "tuple" | "list" | "dict":
            return Text(_displayed_parts(shown, digits), describe(shown))
        case "scalar" | "float":
            return Text(number(shown.data, shown.dtype or "float64"), describe(shown))
        case "opaque" | "large":
            return Text(f"<{describe(shown)}>", "")
    return Text(paste(shown), describe(shown))


def is_cut(shown: Shown) -> bool:
    """Whether `display` leaves entries out."""
    if shown.type == "array":
        return 0 not in shown.shape and any(size > limit for size, limit in zip(shown.shape, _limits(shown.shape), strict=True))
    return shown.type == "large" or any(is_cut(part) for _, part in parts(shown))


def _told_apart(got: Shown, expected: Shown, wrong_at: Sequence[Sequence[int]], digits: int) -> bool:
    pairs = [(entry(got, index), entry(expected, index)) for index in wrong_at]
    pairs = [pair for pair in pairs if None not in pair]
    if pairs:
        return all(rounded(a, digits, got.dtype) != rounded(b, digits, expected.dtype) for a, b in pairs)
    return describe(got) != describe(expected) or flat(display(got, digits).doc) != flat(display(expected, digits).doc)


def _displayed_parts(shown: Shown, digits: int) -> Doc:
    texts = [(key, display(part, digits)) for key, part in parts(shown)]
    if shown.type == "dict":
        return bracket("{", [prefixed(f"{quoted(key)}: ", _noted(text)) for key, text in texts], "}")
    opening, closing = ("(", ",)" if len(texts) == 1 else ")") if shown.type == "tuple" else ("[", "]")
    return bracket(opening, [_noted(text) for _, text in texts], closing)


def _noted(text: Text) -> Doc:
    """A part carries what it is at its end, so that two parts with the same numbers can be told apart."""
    if not text.kind or isinstance(text.doc, str):
        return f"{text.doc} {text.kind}".rstrip() if isinstance(text.doc, str) else text.doc
    return bracket(text.doc.open, text.doc.items, f"{text.doc.close} {text.kind}")


def _columns(shown: Shown, digits: int) -> Doc:
    if 0 in shown.shape:
        return "[]"  # its shape stands beside it
    texts = _cut(shown, shown.data, _limits(shown.shape), digits)
    if len(shown.shape) < 2:
        return nested(texts, str)
    halves = [_at_point(text) for text in _leaves(texts) if text != _CUT]
    left = max((len(before) for before, _ in halves), default=0)
    right = max((len(after) for _, after in halves), default=0)

    def aligned(text: str) -> str:
        before, after = _at_point(text)
        return text if text == _CUT else before.rjust(left) + after.ljust(right)

    return nested(texts, aligned)


def _at_point(text: str) -> tuple[str, str]:
    """Before the decimal point, and from it on."""
    before, point, after = text.partition(".")
    return before, point + after


def _cut(shown: Shown, data: Any, limits: tuple[int, ...], digits: int) -> Any:
    if not isinstance(data, (list, tuple)):
        return quoted(data) if shown.dtype == "str" else in_array(rounded(data, digits, shown.dtype))
    limit = limits[0]
    if len(data) <= limit:
        return [_cut(shown, item, limits[1:], digits) for item in data]
    head, tail = data[: limit // 2], data[-(limit // 2) :]
    return [*_cut(shown, head, limits, digits), _CUT, *_cut(shown, tail, limits, digits)]


def _limits(shape: Sequence[int]) -> tuple[int, ...]:
    """How many places of each axis are shown."""
    if len(shape) <= 1:
        return (WHOLE if math.prod(shape) <= WHOLE else 2 * SIDE,) * len(shape)
    return (2,) * (len(shape) - 2) + (SIDE, SIDE)


def _leaves(data: Any) -> Iterable[str]:
    if isinstance(data, list):
        for item in data:
            yield from _leaves(item)
    else:
        yield data
