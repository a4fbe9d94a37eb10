"""Whether an answer is off by a factor or a term, and by which: a constant with a name, or a simple expression of the symbols."""

from __future__ import annotations

from itertools import combinations
from typing import TYPE_CHECKING, Final

from grader.answers.probing import close
from grader.answers.recognizing import number, over, times
from grader.answers.tree import Apply, Name, Node

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from fractions import Fraction

    from grader.answers.probing import Probe

_MOST_NAMES: Final = 6


def ratios(got: Node, expected: Node, probe: Probe) -> list[Fraction] | None:
    """Got / expected at each point; of matrices where it is the same for all entries. None where there is no such number."""
    found = []
    for point in probe.points:
        a, b = probe.entries(got, point), probe.entries(expected, point)
        if a is None or b is None or len(a) != len(b):
            return None
        at = next((i for i, entry in enumerate(b) if entry), None)
        if at is None:
            return None
        ratio = a[at] / b[at]
        if not ratio or not all(close(x, ratio * y) for x, y in zip(a, b, strict=True)):
            return None
        found.append(ratio)
    return found or None


def differences(got: Node, expected: Node, probe: Probe) -> list[Fraction] | None:
    """Got - expected at each point, for numbers."""
    a, b = probe.values(got), probe.values(expected)
    if not a or not b:
        return None
    return [x - y for x, y in zip(a, b, strict=True)]


def in_symbols(values: Sequence[Fraction], names: Sequence[str], probe: Probe, *, terms: bool = False) -> Iterator[Node]:
    """Expressions with these values: a constant times or over a simple one; `terms` are single symbols and their squares alone."""
    for candidate in _terms(names) if terms else _candidates(names):
        known = probe.values(candidate)
        if not known or 0 in known:
            continue
        share = _share([value / other for value, other in zip(values, known, strict=True)])
        both_ways = _comes_both_ways(candidate)
        if share is not None and (share > 0 or not both_ways):
            yield times(share, candidate)
        share = None if terms else _share([value * other for value, other in zip(values, known, strict=True)])
        if share is not None and (share > 0 or not both_ways):
            yield over(share, candidate)


def _share(values: Sequence[Fraction]) -> Fraction | None:
    """The short fraction that all values are."""
    if not all(close(value, values[0]) for value in values):
        return None
    near = values[0].limit_denominator(100)
    return near if near and close(near, values[0]) and abs(near) <= 100 else None


def _comes_both_ways(candidate: Node) -> bool:
    """Whether the candidate holds a difference, whose negative is a candidate too: rather b - a than -(a - b)."""
    last = candidate.arguments[-1] if isinstance(candidate, Apply) and candidate.operation == "div" else candidate
    return isinstance(last, Apply) and last.operation == "add"


def _terms(names: Iterable[str]) -> Iterator[Node]:
    for name in names:
        yield Name(name)
    for name in names:
        yield Apply("pow", (Name(name), number(2)))


def _candidates(names: Sequence[str]) -> Iterator[Node]:
    """From the simplest on."""
    symbols = [Name(name) for name in names[:_MOST_NAMES]]
    yield from _terms(names[:_MOST_NAMES])
    for symbol in symbols:
        yield Apply("add", (symbol, Apply("neg", (number(1),))))
        yield Apply("add", (symbol, number(1)))
        yield Apply("add", (number(1), Apply("neg", (symbol,))))
        yield Apply("div", (symbol, Apply("add", (symbol, Apply("neg", (number(1),))))))
        yield Apply("div", (symbol, Apply("add", (number(1), Apply("neg", (symbol,))))))
        yield Apply("sqrt", (symbol,))
        yield Apply("pow", (symbol, number(3)))
        yield Apply("exp", (symbol,))
    for a, b in combinations(symbols, 2):
        yield Apply("mul", (a, b))
        yield Apply("div", (a, b))
        yield Apply("add", (a, b))
        yield Apply("add", (a, Apply("neg", (b,))))
        yield Apply("add", (b, Apply("neg", (a,))))
