"""Where two expressions are equal, and on which symbols one depends."""

from __future__ import annotations

from itertools import combinations, islice
from typing import TYPE_CHECKING, Final

import msgspec

from grader.answers.outcomes import Spent
from grader.answers.recognizing import number
from grader.answers.tree import Apply, Name, Node, names_in
from grader.model.answers import Domain

if TYPE_CHECKING:
    from collections.abc import Iterator

    from grader.answers.hints import Pair
    from grader.model.answers import Symbol

_HALVES: Final = {
    Domain.REAL: ((Domain.POSITIVE, "{0} > 0"), (Domain.NEGATIVE, "{0} < 0"), (Domain.INTEGER, "{0} is a whole number")),
    Domain.NONZERO: ((Domain.POSITIVE, "{0} > 0"), (Domain.NEGATIVE, "{0} < 0")),
    Domain.POSITIVE: ((Domain.UNIT, "{0} < 1"),),
    Domain.NONNEGATIVE: ((Domain.UNIT, "{0} < 1"),),
}
_VALUES: Final = (0, 1, 2, -1)
_MOST_PLACES: Final = 4
_FROM_0: Final = (Domain.NONNEGATIVE, Domain.NONNEGATIVE_INTEGER)
_MOST_SYMBOLS: Final = 4


def agrees_where(pair: Pair) -> list[str]:
    """Conditions on one or two symbols under each of which both are equal: `x > 0`; `a = 0` and `a = 1`; `a = b`."""
    symbols = [symbol for symbol in pair.symbols if not symbol.shape][:_MOST_SYMBOLS]
    half = next(_halves(pair, symbols), "")
    if half:
        return [half]
    found: list[str] = []
    try:
        found += islice(_places(pair, symbols), _MOST_PLACES)
    except Spent:  # what was found holds all the same
        if not found:
            raise
    return found


def _halves(pair: Pair, symbols: list[Symbol]) -> Iterator[str]:
    """Large parts of the domain of a symbol."""
    for symbol in symbols:
        for domain, words in _HALVES.get(symbol.domain, ()) if symbol.low is None and symbol.high is None else ():
            narrow = [msgspec.structs.replace(other, domain=domain) if other is symbol else other for other in pair.symbols]
            if pair.same(pair.got, pair.expected, narrow):
                yield words.format(symbol.name)


def _places(pair: Pair, symbols: list[Symbol]) -> Iterator[str]:
    """Single values of a symbol, or two that are equal."""
    for symbol in symbols:
        for value in _VALUES:
            if _allowed(value, symbol) and _equal_with(pair, symbol.name, number(value)):
                yield f"{symbol.name} = {value}"
    for a, b in combinations(symbols, 2):
        apart = any(order.strict and {a.name, b.name} == {order.low, order.high} for order in a.orders)
        if not apart and _equal_with(pair, b.name, Name(a.name)):
            yield f"{a.name} = {b.name}"


def _allowed(value: int, symbol: Symbol) -> bool:
    low = symbol.low is None or value >= symbol.low
    positive = symbol.domain in (Domain.POSITIVE, Domain.POSITIVE_INTEGER)
    inside = value > 0 if positive else value >= 0 if symbol.domain in _FROM_0 else symbol.domain is not Domain.UNIT
    return inside and low and (symbol.high is None or value <= symbol.high)


def _equal_with(pair: Pair, name: str, value: Node) -> bool:
    """Whether both are equal, and no constant, when `name` has this value."""
    got, expected = with_value(pair.got, name, value), with_value(pair.expected, name, value)
    left = names_in(got) & names_in(expected)
    if not left or not pair.same(got, expected):
        return False
    return any(depends(pair, expected, symbol) for symbol in pair.symbols if symbol.name in left)


def depends(pair: Pair, node: Node, symbol: Symbol) -> bool:
    """Whether the value of `node` changes with a symbol."""
    other = msgspec.structs.replace(symbol, name=f"{symbol.name}__other")
    return not pair.same(node, with_value(node, symbol.name, Name(other.name)), [*pair.symbols, other])


def with_value(node: Node, name: str, value: Node) -> Node:
    """The expression with something else in place of a name."""
    if isinstance(node, Name):
        return value if node.name == name and not node.constant else node
    if not isinstance(node, Apply):
        return node
    arguments = tuple(with_value(argument, name, value) for argument in node.arguments)
    return Apply(node.operation, arguments, node.start, node.end, node.definition)
