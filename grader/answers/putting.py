"""`{{name}}` in a text of an author -> the value, as a formula between dollars and as plain text elsewhere."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

PLACE: Final = re.compile(r"\{\{\s*([A-Za-z_]\w*)\s*\}\}")
_FORMULA: Final = re.compile(r"\$[^$]*\$")


def put_in(text: str, values: Mapping[str, Any], formula: Callable[[Any], str]) -> str:
    """The text with every value in its place; `formula` writes one as LaTeX."""

    def inside(match: re.Match[str]) -> str:
        return PLACE.sub(lambda place: formula(values[place[1]]), match[0])

    return PLACE.sub(lambda place: plain(values[place[1]]), _FORMULA.sub(inside, text))


def named_in(text: str) -> tuple[str, ...]:
    """The names that a text has places for."""
    return tuple(dict.fromkeys(PLACE.findall(text)))


def plain(value: Any) -> str:
    """A value in running text."""
    if isinstance(value, list | tuple):
        return f"[{', '.join(map(plain, value))}]"
    return _number(value) if isinstance(value, int | float) and not isinstance(value, bool) else str(value)


def as_formula(value: Any) -> str:
    """A number, or nested lists of numbers as a vector or matrix, in LaTeX; a text stands as it is."""
    if isinstance(value, list | tuple):
        rows = value if value and isinstance(value[0], list | tuple) else [value]
        body = r" \\ ".join(" & ".join(map(as_formula, row)) for row in rows)
        return rf"\begin{{bmatrix}} {body} \end{{bmatrix}}"
    return plain(value)


def _number(value: float) -> str:
    """Whole numbers without a point, others as short as they can be told from their neighbours."""
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        return str(int(value))
    return repr(value).replace("e-0", "e-")
