"""Shapes of given values -> the alternative and the lengths of dims that they ask for."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from grader.language import Expression
from grader.sample.inputs import Shape, length

if TYPE_CHECKING:
    from grader.sample.inputs import InputPlan
    from grader.sample.planning import Plan


def bind(plan: Plan, values: dict[str, Any], dims: dict[str, int]) -> tuple[int, dict[str, int]] | None:
    """The first alternative whose shapes the values have, with the dims settled by them; None if there is none."""
    shaped = [(item, values[item.name]) for item in plan.inputs if item.name in values and _has_shape(item, values[item.name])]
    for alternative in range(plan.alternatives):
        found = dict(dims)
        if all(_agrees(item.shape(alternative), value, found) for item, value in shaped):
            later = [(extent, n) for item, value in shaped for extent, n in _expressions(item.shape(alternative), value)]
            if all(not extent.free <= found.keys() or length(extent, found) == n for extent, n in later):
                return alternative, found
    return None


def bind_loosely(plan: Plan, values: dict[str, Any], dims: dict[str, int]) -> tuple[int, dict[str, int]]:
    """For values whose shapes contradict each other: of each dim, the first length that is seen."""
    found = dict(dims)
    for item in plan.inputs:
        if item.name not in values or not _has_shape(item, values[item.name]):
            continue
        lengths = np.shape(values[item.name])
        shape = next((s for s in item.shapes if s is not None and len(s.extents) == len(lengths)), None)
        for extent, n in zip(shape.extents if shape else (), lengths, strict=True) if shape else ():
            if isinstance(extent, str):
                found.setdefault(extent, n)
    return 0, found


def _has_shape(item: InputPlan, value: Any) -> bool:
    """Whether the value of this input says anything about dims."""
    spec = item.spec
    if value is None or item.generator is not None or spec.choices is not None or spec.axis_of is not None or spec.takes:
        return False
    return isinstance(value, np.ndarray | np.generic | bool | int | float | list | tuple)


def _agrees(shape: Shape | None, value: Any, dims: dict[str, int]) -> bool:
    """Whether the value has the shape; dims that it settles are added."""
    if shape is None:
        return not isinstance(value, np.ndarray | list | tuple)
    lengths = np.shape(value)
    if len(lengths) != len(shape.extents) or (not lengths and not isinstance(value, np.ndarray)):
        return False
    for extent, n in zip(shape.extents, lengths, strict=True):
        if isinstance(extent, str) and dims.setdefault(extent, n) != n:
            return False
        if isinstance(extent, int) and extent != n:
            return False
    return True


def _expressions(shape: Shape | None, value: Any) -> list[tuple[Expression, int]]:
    if shape is None:
        return []
    return [(extent, n) for extent, n in zip(shape.extents, np.shape(value), strict=True) if isinstance(extent, Expression)]
