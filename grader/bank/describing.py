"""Values in a few words, for `found` and `expected`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable


def describe(value: Any) -> str:
    """`the text 'abc'`, `the number 3`, `true`, `nothing`, `a list of 3`, `a mapping with the keys a, b`."""
    if value is None:
        return "nothing"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int | float):
        return f"the number {number(value)}"
    if isinstance(value, str):
        return f"the text {shorten(value)!r}" if value else "an empty text"
    if isinstance(value, dict):
        keys = ", ".join(shorten(str(key), 20) for key in list(value)[:4])
        return f"a mapping with the keys {keys}{', ...' if len(value) > 4 else ''}" if value else "an empty mapping"
    return f"a list of {len(value)}" if value else "an empty list"


def number(value: float) -> str:
    """As YAML writes it."""
    if value != value:  # noqa: PLR0124  nan is the one number that differs from itself, and math need not be imported
        return ".nan"
    if value in (float("inf"), float("-inf")):
        return ".inf" if value > 0 else "-.inf"
    return shorten(repr(value), 40)


def shorten(text: str, width: int = 60) -> str:
    """One line of at most `width` characters."""
    line = " ".join(text.split())
    return line if len(line) <= width else line[: width - 3] + "..."


def one_of(words: Iterable[str]) -> str:
    """`a`, `a or b`, `a, b or c`; at most twelve of them."""
    known = list(words)
    if len(known) > 12:
        return ", ".join(known[:12]) + " ..."
    return " or ".join(filter(None, [", ".join(known[:-1]), known[-1]])) if known else "nothing"


def nearest(word: str, words: Iterable[str], text: str = "did you mean `{}`?") -> str:
    """A hint that names the legal word nearest to `word`, or an empty text."""
    near = nearest_word(word, words)
    return text.format(near) if near else ""


def nearest_word(word: str, words: Iterable[str], cutoff: float = 0.6) -> str:
    """The legal word nearest to `word`, or an empty text where none is near."""
    from difflib import get_close_matches

    folded = {_fold(name): name for name in reversed(list(words))}
    near = get_close_matches(_fold(word), folded, n=1, cutoff=cutoff)
    return folded[near[0]] if near else ""


def _fold(word: str) -> str:
    """What two spellings of one word share."""
    return word.lower().replace("_", "").replace("-", "").replace(" ", "")
