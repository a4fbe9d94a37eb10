"""A constant by its name: a short fraction, or one times pi, a root or a logarithm."""

from __future__ import annotations

from fractions import Fraction
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from grader.answers.evaluating import Evaluator
from grader.answers.outcomes import Budget
from grader.answers.probing import CLOSE, DIGITS, close, rough
from grader.answers.tree import Apply, Name, Node, Number

if TYPE_CHECKING:
    from collections.abc import Sequence

_PI: Final = Name("pi", constant=True)
_LARGEST: Final = 1_000
"""Numerator and denominator of a fraction that counts as recognized; beside another constant a tenth of it."""


def number(value: int | Fraction) -> Node:
    """A fraction as an expression: `-3/2`."""
    exact = Fraction(value)
    if exact < 0:
        return Apply("neg", (number(-exact),))
    if exact.denominator == 1:
        return Number(exact, str(exact.numerator))
    return Apply("div", (number(exact.numerator), number(exact.denominator)))


_CONSTANTS: Final[tuple[Node, ...]] = (
    _PI,
    *(Apply("sqrt", (inner,)) for inner in (number(2), number(3), _PI, Apply("mul", (number(2), _PI)))),
    *(Apply("log", (number(base),)) for base in (2, 10)),
    Name("e", constant=True),
    Apply("pow", (_PI, number(2))),
)


def constant(values: Sequence[Fraction]) -> Node | None:
    """The constant that all values are, if it has a name."""
    first = values[0]
    if not all(close(value, first) for value in values) or not first:
        return None
    found = _fraction(first, _LARGEST)
    if found is not None:
        return number(found)
    for node, value in named():
        share = _fraction(first / value, _LARGEST // 10)
        if share is not None:
            return times(share, node)
        share = _fraction(first * value, _LARGEST // 10)
        if share is not None:
            return over(share, node)
    return None


def times(share: Fraction, node: Node) -> Node:
    """`share * node`, written as short as it can be."""
    if share < 0:
        return Apply("neg", (times(-share, node),))
    top = node if share.numerator == 1 else Apply("mul", (number(share.numerator), node))
    return top if share.denominator == 1 else Apply("div", (top, number(share.denominator)))


def over(share: Fraction, node: Node) -> Node:
    """`share / node`."""
    if share < 0:
        return Apply("neg", (over(-share, node),))
    if isinstance(node, Apply) and node.operation == "div":
        top, below = node.arguments
        return Apply("div", (_scaled(share.numerator, below), _scaled(share.denominator, top)))
    return Apply("div", (number(share.numerator), _scaled(share.denominator, node)))


def _scaled(count: int, node: Node) -> Node:
    return node if count == 1 else Apply("mul", (number(count), node))


def _fraction(value: Fraction, largest: int) -> Fraction | None:
    near = value.limit_denominator(largest)
    return near if near and abs(near.numerator) <= largest and abs(value - near) <= CLOSE * abs(near) else None


@lru_cache(maxsize=1)
def named() -> list[tuple[Node, Fraction]]:
    """Constants with their values."""
    found = []
    for node in _CONSTANTS:
        value = Evaluator(DIGITS, Budget(1e6)).value(node, {})
        assert isinstance(value, Fraction | tuple)
        near = rough(value)
        assert near is not None
        found.append((node, near))
    return found
