"""What varies from case to case besides the numbers: stratum, dims, dtype, shape, layout, defaults.

Options are dealt like cards: each block of cases gets every option of the pattern once, in an order of its own, so that 100 cases
hold them all, in combinations that change with the seed.
"""

from __future__ import annotations

from enum import Enum
from typing import TYPE_CHECKING, Final, TypeVar

from grader.model.enums import Layout, Stratum
from grader.sample.bits import mix, step

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

T = TypeVar("T")


class Spread(Enum):
    """How the dims of a case lie to each other."""

    LOWEST = "lowest"
    HIGHEST = "highest"
    RANDOM = "random"
    DIFFERENT = "different"
    """No two alike, as far as ranges allow: a transpose shows as a shape."""
    EQUAL = "equal"
    """All alike, as far as ranges allow: a transpose does not show as a shape."""


STRATA: Final = (Stratum.PLAIN, Stratum.PLAIN, Stratum.INTEGER, Stratum.SPECIAL, Stratum.EXTREME, Stratum.TIE)
SPREADS: Final = (Spread.LOWEST, Spread.HIGHEST, Spread.RANDOM, Spread.DIFFERENT, Spread.DIFFERENT, Spread.EQUAL)
LAYOUTS: Final = (*(Layout.CONTIGUOUS,) * 3, Layout.FORTRAN, Layout.STRIDED, Layout.READONLY)
OMISSIONS: Final = ("none", "none", "all", "some")
"""Which of the inputs that have a default are left out."""


class Facets:
    """Deals the options of one draw."""

    def __init__(self, key: int) -> None:
        self._key = key
        self._orders: dict[tuple[int, int], list[int]] = {}

    def deal(self, tag: int, pattern: Sequence[T], index: int) -> T:
        """The option of case `index`; `tag` tells the facets apart."""
        size = len(pattern)
        if size == 1:
            return pattern[0]
        block, place = divmod(index, size)
        order = self._orders.get((tag, block))
        if order is None:
            order = self._orders[tag, block] = _shuffled(size, step(step(self._key, tag), block))
        return pattern[order[place]]


def _shuffled(size: int, key: int) -> list[int]:
    order = list(range(size))
    word = key
    for last in range(size - 1, 0, -1):
        if not word >> 32:
            key = word = mix(key)
        word, other = divmod(word, last + 1)
        order[last], order[other] = order[other], order[last]
    return order


def weighted(dtypes: Sequence[str]) -> tuple[str, ...]:
    """A pattern in which the main dtype has two thirds."""
    others = tuple(dtypes[1:])
    return (dtypes[0],) * max(2 * len(others), 1) + others


def spread_lengths(dims: Mapping[str, tuple[int, int]], spread: Spread, word: Callable[[str], int]) -> dict[str, int]:
    """Lengths of the dims; `word` gives random words by the name of a dim, the empty one for what they share."""
    if spread is Spread.LOWEST:
        # An axis of length 0 hides everything else, so only half of those that may have it do.
        return {name: low if low or high == 0 else word(name) % 2 for name, (low, high) in dims.items()}
    if spread is Spread.HIGHEST:
        return {name: high for name, (_, high) in dims.items()}
    if spread is Spread.EQUAL:
        return _equal(dims, word(""))
    if spread is Spread.DIFFERENT:
        return _different(dims, word)
    return {name: low + word(name) % (high - low + 1) for name, (low, high) in dims.items()}


def _equal(dims: Mapping[str, tuple[int, int]], common: int) -> dict[str, int]:
    free = [bounds for bounds in dims.values() if bounds[0] < bounds[1]] or [*dims.values()] or [(0, 0)]
    low, high = max(low for low, _ in free), min(high for _, high in free)
    low = max(low, min(2, high))
    length = low + common % (high - low + 1) if low <= high else low
    return {name: min(max(length, first), last) for name, (first, last) in dims.items()}


def _different(dims: Mapping[str, tuple[int, int]], word: Callable[[str], int]) -> dict[str, int]:
    lengths: dict[str, int] = {name: low for name, (low, high) in dims.items() if low == high}
    for name, (low, high) in sorted(dims.items(), key=lambda item: item[1][1] - item[1][0]):
        if low == high:
            continue
        # Lengths 0 and 1 broadcast, so they are taken last.
        options = [length for length in range(low, high + 1) if length > 1] or [*range(low, high + 1)]
        unused = [length for length in options if length not in lengths.values()] or options
        lengths[name] = unused[word(name) % len(unused)]
    return {name: lengths[name] for name in dims}
