"""The known word nearest to one that is not known."""

from __future__ import annotations

from difflib import get_close_matches
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable

LONGEST: Final = 40
"""No name is longer, and comparing texts takes time."""


def nearest(word: str, known: Iterable[str]) -> str:
    """The nearest known word, capitals aside, or nothing."""
    lower = {other.lower(): other for other in known}
    near = get_close_matches(word.lower(), lower, n=1) if len(word) <= LONGEST else []
    return lower[near[0]] if near else ""
