"""Which ways evaluations took: the sides of every bend that were seen, and the terms that were large enough to matter."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, Final

from grader.answers.elementary import BENDS
from grader.answers.outcomes import Unclear
from grader.answers.tree import Apply, Node

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from grader.answers.scalars import Arithmetic, Scalar

_OF_TWO: Final = frozenset({"max", "min", "lt", "le", "gt", "ge", "eq", "ne"})
_SPARE_BITS: Final = 100
"""A term counts as seen if at least so many bits of it are within those of the sum."""
NOTHING: Final = -(1 << 62)


class Ways:
    """What was seen so far; nodes are known by identity."""

    def __init__(self) -> None:
        self.sides: dict[int, set[int]] = {}
        self.nodes: dict[int, Apply] = {}
        self.seen: dict[int, list[bool | None]] = {}
        """Of each sum: which terms were seen; None for one that was always 0."""

    def bent(self, node: Apply, m: Arithmetic, x: Scalar) -> None:
        """Notes the side on which a bend was passed."""
        try:
            side = m.sign(x)
        except Unclear:
            return
        self.nodes[id(node)] = node
        self.sides.setdefault(id(node), set()).add(side)

    def added(self, node: Apply, m: Arithmetic, values: Sequence[Scalar]) -> None:
        """Notes which terms of a sum matter."""
        known = self.seen.setdefault(id(node), [None] * len(values))
        if all(known):
            return
        self.nodes[id(node)] = node
        sizes = [magnitude(value) for value in values]
        least = max(sizes) - m.precision + _SPARE_BITS
        for i, size in enumerate(sizes):
            if size > NOTHING and not known[i]:
                known[i] = size >= least

    def one_sided(self) -> Iterator[tuple[Apply, int]]:
        """Bends that were passed on one side only, and that side."""
        for key, sides in self.sides.items():
            if len(sides - {0}) == 1 and self.nodes[key].operation not in ("eq", "ne"):
                yield self.nodes[key], next(iter(sides - {0}))

    def two_sided(self) -> Iterator[Apply]:
        """Bends that were passed on both sides."""
        for key, sides in self.sides.items():
            if len(sides - {0}) == 2 and self.nodes[key].operation not in ("eq", "ne"):
                yield self.nodes[key]

    def hidden(self) -> Iterator[tuple[Apply, int]]:
        """Sums, and the place of a term that never mattered."""
        for key, known in self.seen.items():
            for i, seen in enumerate(known):
                if seen is False:
                    yield self.nodes[key], i


def magnitude(value: Scalar) -> int:
    """The binary exponent, about; of an interval that of its larger end."""
    if isinstance(value, Fraction):
        return value.numerator.bit_length() - value.denominator.bit_length() if value else NOTHING
    return max((end[2] + end[3] if end[1] else NOTHING) for end in value)


def argument(node: Apply) -> Node:
    """What a bend depends on the sign of."""
    if node.operation in BENDS:
        return node.arguments[0]
    return Apply("add", (node.arguments[0], Apply("neg", (node.arguments[1],))))
