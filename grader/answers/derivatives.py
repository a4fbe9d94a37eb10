"""Whether one answer is the derivative of the other, by central differences with many digits."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable

    from grader.answers.probing import Probe
    from grader.answers.tree import Node

_STEP: Final = Fraction(1, 10**15)
_DIGITS: Final = 80
_CLOSE: Final = Fraction(1, 10**20)
"""The error of a central difference is about the square of the step."""


def derivative_of(function: Node, other: Node, names: Iterable[str], probe: Probe) -> str:
    """The symbol by which `other` is the derivative of `function`, or nothing."""
    values = probe.values(other)
    if not values or not any(values) or len(values) < 3:
        return ""
    return next((name for name in names if _matches(function, name, values, probe)), "")


def _matches(function: Node, name: str, values: list[Fraction], probe: Probe) -> bool:
    for point, wanted in zip(probe.points, values, strict=True):
        here = point.values.get(name)
        if not isinstance(here, Fraction):
            return False
        above = probe.at(function, {**point.values, name: here + _STEP}, _DIGITS)
        below = probe.at(function, {**point.values, name: here - _STEP}, _DIGITS)
        if not above or not below or len(above) != 1:
            return False
        slope = (above[0] - below[0]) / (2 * _STEP)
        if abs(slope - wanted) > _CLOSE * (1 + abs(wanted)):
            return False
    return True
