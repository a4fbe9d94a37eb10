"""Nested lists as arrays, without numpy."""

from __future__ import annotations

from typing import Any

from grader.bank.describing import describe


def rank_of(value: Any) -> int:
    """Number of axes: how deep the first entries nest."""
    rank = 0
    while isinstance(value, list):
        rank += 1
        value = value[0] if value else None
    return rank


def measure(value: list[Any]) -> tuple[tuple[int, ...], str, str] | None:
    """Where nested lists are no array of numbers: the place, what is there, and what was expected; None where they are one."""
    return _measure(value, _lengths(value), ())


def _lengths(value: Any) -> tuple[int, ...]:
    """Lengths of the first entries: the shape that the others must have."""
    lengths = []
    while isinstance(value, list):
        lengths.append(len(value))
        value = value[0] if value else None
    return tuple(lengths)


def _measure(value: Any, shape: tuple[int, ...], place: tuple[int, ...]) -> tuple[tuple[int, ...], str, str] | None:
    if not shape:
        if isinstance(value, bool | int | float):
            return None
        return place, describe(value), "a number, as elsewhere in the array" if isinstance(value, list) else "a number"
    if not isinstance(value, list) or len(value) != shape[0]:
        return place, describe(value), f"a list of {shape[0]}, as long as the one before it"
    for i, item in enumerate(value):
        problem = _measure(item, shape[1:], (*place, i))
        if problem is not None:
            return problem
    return None
