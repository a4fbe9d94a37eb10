"""Choices that are the same on every machine and need no numpy: a hash of what is chosen, one for each choice."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from grader.cache import fingerprint

if TYPE_CHECKING:
    from collections.abc import Sequence

T = TypeVar("T")


class Dice:
    """The choices of one question; each has a name, and none depends on another."""

    def __init__(self, *key: str | int) -> None:
        self._key = " ".join(map(str, key))

    def below(self, count: int, name: str) -> int:
        """A whole number from 0 to count - 1. Of 128 bits the remainder favours none to any effect."""
        return int(fingerprint(self._key, name), 16) % count

    def shuffled(self, items: Sequence[T], name: str) -> tuple[T, ...]:
        """All of them, in an order in which each is as likely."""
        left, order = list(items), list[T]()
        while left:
            order.append(left.pop(self.below(len(left), f"{name} {len(left)}")))
        return tuple(order)


def in_turn(items: Sequence[T], key: str, number: int) -> T:
    """The item for `number`, counted from 1: all come by, in a shuffled order, before one comes again."""
    rounds, place = divmod(number - 1, len(items))
    return Dice(key, rounds).shuffled(items, "turn")[place]
