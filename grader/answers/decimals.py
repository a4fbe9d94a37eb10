"""Decimal numbers where exact ones are due: 0.083 for 1/12, 2.718 for e."""

from __future__ import annotations

from fractions import Fraction
from itertools import islice, product
from typing import TYPE_CHECKING, Final

import msgspec

from grader.answers.recognizing import named, number, over, times
from grader.answers.rounding import decimal_exponent
from grader.answers.tree import Apply, Node, Number, walk

if TYPE_CHECKING:
    from collections.abc import Iterator

_LARGEST: Final = 144
"""Denominators of fractions that are looked at."""
_OF_CONSTANTS: Final = 12
"""The same beside a constant, and its numerators."""
_LEAST: Final = 2
"""Digits that a decimal number has at least; beside a constant one more."""
_MOST: Final = 100
"""Replacements that are looked at."""


class Exact(msgspec.Struct, frozen=True):
    """An expression with exact numbers in place of decimal ones, and the first of them."""

    node: Node
    written: str
    digits: int
    exact: Node


def made_exact(node: Node) -> Iterator[Exact]:
    """The expression with its decimal numbers replaced by exact ones that have these digits."""
    texts = dict.fromkeys(part.text for part in walk(node) if isinstance(part, Number) and part.decimal)
    if not texts or len(texts) > 2:
        return
    choices = [[None, *_with_digits(text)] for text in texts]
    for chosen in islice(product(*choices), 1, _MOST):
        exact = {text: other for text, other in zip(texts, chosen, strict=True) if other is not None}
        first = next(iter(exact))
        yield Exact(_replaced(node, exact), first, digits(first), exact[first])


def digits(text: str) -> int:
    """Significant digits of a decimal number."""
    return len(text.lower().partition("e")[0].replace(".", "").strip("0"))


def _with_digits(text: str) -> Iterator[Node]:
    """Exact numbers of which a decimal is the rounding, or the beginning: short fractions, then those of a constant."""
    value, count = Fraction(text), digits(text)
    if count < _LEAST:
        return
    unit = Fraction(10) ** (decimal_exponent(value) + 1 - count)
    for low, high in ((value - unit / 2, value + unit / 2), (value, value + unit)):
        share = _simplest(low, high, _LARGEST)
        if share is not None and share != value:
            yield number(share)
    for constant, size in named() if count > _LEAST else ():
        share = _simplest((value - unit / 2) / size, (value + unit / 2) / size, _OF_CONSTANTS)
        if share is not None:
            yield times(share, constant)
        share = _simplest((value - unit / 2) * size, (value + unit / 2) * size, _OF_CONSTANTS)
        if share is not None:
            yield over(share, constant)


def _simplest(low: Fraction, high: Fraction, largest: int) -> Fraction | None:
    """The fraction of least denominator between two numbers."""
    middle = (low + high) / 2
    for below in range(1, largest + 1):
        near = Fraction(round(middle * below), below)
        if low <= near <= high and near:
            return near
    return None


def _replaced(node: Node, exact: dict[str, Node]) -> Node:
    if isinstance(node, Number):
        return exact.get(node.text, node) if node.decimal else node
    if not isinstance(node, Apply):
        return node
    arguments = tuple(_replaced(argument, exact) for argument in node.arguments)
    return Apply(node.operation, arguments, node.start, node.end, node.definition)
