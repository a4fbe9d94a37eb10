"""Ways to make a case simpler: how it is called, and its lengths. `plainer` has those that change its numbers.

A move takes a case to a draft; whether that is cheaper and still fails is not its concern.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from itertools import combinations
from typing import TYPE_CHECKING, Any, Final

import msgspec
import numpy as np

from grader.language import Expression
from grader.model.enums import Kind, Layout
from grader.sample.render import Draft

if TYPE_CHECKING:
    from grader.model.case import Case
    from grader.sample.domain import Floats
    from grader.sample.fields import Field, Parts
    from grader.sample.planning import Plan

Fields = dict[str, tuple["Field", ...]]
Move = Callable[["Case", Fields], Draft | None]

_MOST_CUTS: Final = 24
"""Index sets that are tried for one axis."""


def draft_of(case: Case, **changes: Any) -> Draft:
    """The draft that renders to this case; with `parts`, to one with other latents."""
    latent = case.latent
    if "parts" in changes:
        latent = msgspec.structs.replace(latent, parts=changes.pop("parts"))
    if "alternative" in changes:
        latent = msgspec.structs.replace(latent, alternative=changes.pop("alternative"))
    values = {
        "name": case.name, "stratum": case.stratum, "dims": case.dims, "dtype": case.dtype, "layout": case.layout,
        "omitted": case.omitted, "latent": latent, "fixed": {name: case.inputs[name] for name in latent.fixed},
    }  # fmt: skip
    return Draft(**values | changes)


def call_moves(plan: Plan, case: Case) -> Iterator[Move]:
    """The usual layout and dtype, defaults in place of arguments: all at once, then one by one."""
    simpler = plan.dtypes[: plan.dtypes.index(case.dtype)] if case.dtype in plan.dtypes else ()
    yield partial(_called, {"layout": Layout.CONTIGUOUS, "dtype": (*simpler, case.dtype)[0], "omitted": plan.optional})
    yield partial(_called, {"omitted": plan.optional})
    yield partial(_called, {"layout": Layout.CONTIGUOUS})
    for dtype in simpler:
        yield partial(_called, {"dtype": dtype})
    for name in plan.optional:
        yield partial(_also_omitted, plan, name)


def _called(changes: dict[str, Any], case: Case, fields: Fields) -> Draft:  # noqa: ARG001 - a Move
    return draft_of(case, **changes)


def _also_omitted(plan: Plan, name: str, case: Case, fields: Fields) -> Draft:  # noqa: ARG001 - a Move
    return draft_of(case, omitted=tuple(other for other in plan.optional if other == name or other in case.omitted))


def size_moves(plan: Plan, case: Case) -> Iterator[Move]:
    """Fewer axes and shorter ones, the boldest first."""
    for alternative in range(plan.alternatives):
        if alternative != case.latent.alternative:
            yield partial(_reshaped, plan, alternative)
    lows = {name: min(plan.dims[name][0], length) for name, length in case.dims.items()}
    movable = [name for name, length in case.dims.items() if length > lows[name] and _may_cut(plan, case, name)]
    yield partial(_cut, plan, {name: list(range(lows[name])) for name in movable})
    for name in sorted(movable, key=lambda name: -case.dims[name]):
        for kept in _cuts(lows[name], case.dims[name]):
            yield partial(_cut, plan, {name: kept})
    if not case.latent.fixed:
        for first, second in combinations(case.dims, 2):
            yield partial(_exchanged, plan, first, second)


def _exchanged(plan: Plan, first: str, second: str, case: Case, fields: Fields) -> Draft | None:
    """Two dims trade their lengths, where their ranges allow it; arrays that have both are transposed."""
    dims = case.dims | {first: case.dims[second], second: case.dims[first]}
    if not all(plan.dims[name][0] <= dims[name] <= plan.dims[name][1] for name in (first, second)):
        return None
    parts = {
        name: tuple(_transposed(part, field.axes, first, second) for part, field in zip(found, fields[name], strict=True))
        for name, found in case.latent.parts.items()
    }
    return draft_of(case, dims=dims, parts=parts)


def _transposed(part: Floats, axes: tuple[str | None, ...], first: str, second: str) -> Floats:
    if first in axes and second in axes:
        return np.swapaxes(part, axes.index(first), axes.index(second))
    return part


def _cuts(low: int, length: int) -> list[list[int]]:
    """Index sets to keep of one axis: as few as allowed, half of them, all but one."""
    every = list(range(length))
    wanted = [every[:low], every[length - low :], *([i] for i in every[1:-1] if low == 1)]
    wanted += [every[: length // 2], every[length // 2 :], *(every[:i] + every[i + 1 :] for i in reversed(every))]
    unique = {tuple(kept): kept for kept in wanted if low <= len(kept) < length}
    return list(unique.values())[:_MOST_CUTS]


def _may_cut(plan: Plan, case: Case, name: str) -> bool:
    """Whether no input that is kept as it is has this length; a principal part of an SPD matrix is one too."""
    for item in plan.inputs:
        if item.name not in case.latent.fixed:
            continue
        shape = item.shape(case.latent.alternative)
        extents = shape.extents if shape is not None else ()
        if item.generator is not None or any(isinstance(e, Expression) and name in e.free for e in extents):
            return False
        if name in extents and item.kind is not Kind.SPD:
            return False
    return True


def _cut(plan: Plan, kept: dict[str, list[int]], case: Case, fields: Fields) -> Draft | None:
    """Keep these indexes of these dims, in every array that has them."""
    if not kept or any(indexes and indexes[-1] >= case.dims[name] for name, indexes in kept.items()):
        return None
    dims = case.dims | {name: len(indexes) for name, indexes in kept.items()}
    fixed = {name: case.inputs[name] for name in case.latent.fixed}
    for item in plan.inputs:
        shape = item.shape(case.latent.alternative)
        if shape is not None and isinstance(fixed.get(item.name), np.ndarray):
            fixed[item.name] = _taken(fixed[item.name], shape.names, kept)
    return draft_of(case, dims=dims, parts=_taken_everywhere(case, fields, kept), fixed=fixed)


def _taken_everywhere(case: Case, fields: Fields, kept: dict[str, list[int]]) -> dict[str, Parts]:
    return {
        name: tuple(_taken(part, field.axes, kept) for part, field in zip(found, fields[name], strict=True))
        for name, found in case.latent.parts.items()
    }


def _taken(part: Floats, axes: tuple[str | None, ...], kept: dict[str, list[int]]) -> Floats:
    for axis, name in enumerate(axes):
        if name in kept and axis < part.ndim:
            part = np.take(part, kept[name], axis=axis)
    return part


def _reshaped(plan: Plan, alternative: int, case: Case, fields: Fields) -> Draft | None:
    """Another alternative of the shapes: axes that it lacks are cut to their first slice."""
    if any(item.name in case.latent.fixed for item in plan.inputs if len(item.shapes) > 1):
        return None
    parts: dict[str, Parts] = dict(case.latent.parts)
    for item in plan.inputs:
        shape = item.shape(alternative)
        if item.name in parts and shape is not None and len(item.shapes) > 1:
            pairs = zip(parts[item.name], fields[item.name], strict=True)
            parts[item.name] = tuple(_first_slices(part, field.axes, set(shape.names)) for part, field in pairs)
    return draft_of(case, parts=parts, alternative=alternative)


def _first_slices(part: Floats, axes: tuple[str | None, ...], wanted: set[str | None]) -> Floats:
    for axis in reversed(range(part.ndim)):
        if axes[axis] is not None and axes[axis] not in wanted and part.shape[axis]:
            part = np.take(part, 0, axis=axis)
    return part


def order_moves(case: Case) -> Iterator[Move]:
    """Neighbours along a dim change places, in every array that has it."""
    for name, length in case.dims.items():
        for i in range(min(length, 8) - 1):
            yield partial(_permuted, name, [*range(i), i + 1, i, *range(i + 2, length)])


def _permuted(name: str, order: list[int], case: Case, fields: Fields) -> Draft | None:
    if len(order) != case.dims[name]:
        return None
    return draft_of(case, parts=_taken_everywhere(case, fields, {name: order}))
