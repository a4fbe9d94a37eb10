"""Why an expression has no value at a point, and what evaluating it may cost."""

from __future__ import annotations


class NoValue(Exception):  # noqa: N818 - outcomes, not errors
    """An expression has no value that can be used."""


class Undefined(NoValue):
    """It has none: log of a negative number, a division by zero."""


class Unclear(NoValue):
    """More digits are needed to tell."""


class OutOfRange(NoValue):
    """It has one, out of reach: exp(exp(100)). This tells nothing."""


class Spent(Exception):  # noqa: N818
    """The budget is used up."""


class Budget:
    """What evaluating may cost, in microseconds or so of a usual machine; counted, so that it is the same on every run."""

    def __init__(self, limit: float, whole: Budget | None = None) -> None:
        self.left = limit
        self.whole = whole

    def part(self, limit: float) -> Budget:
        """At most `limit` of what is left."""
        return Budget(min(limit, self.left), self)

    def spend(self, cost: float) -> None:
        """Takes `cost`, from the whole too.

        Raises:
            Spent: when nothing is left.
        """
        self.left -= cost
        if self.whole is not None:
            self.whole.left -= cost
        if self.left < 0:
            raise Spent
