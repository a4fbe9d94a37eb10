"""Ways to make a case simpler. A move takes a case to a draft; whether that is cheaper and still fails is not its concern."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from itertools import combinations
from typing import TYPE_CHECKING, Any, Final

import msgspec
import numpy as np

from grader.language import Expression
from grader.model.enums import Kind, Layout
from grader.sample.cost import rank_of, targets
from grader.sample.render import Draft

if TYPE_CHECKING:
    from grader.model.case import Case
    from grader.sample.domain import Domain, Floats
    from grader.sample.fields import Field, Parts
    from grader.sample.planning import Plan

Fields = dict[str, tuple["Field", ...]]
Move = Callable[["Case", Fields], Draft | None]
Change = Callable[["Floats", "Domain"], "Floats"]


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
    for first, second in combinations(case.dims, 2):
        lengths = (case.dims[second], case.dims[first])
        fits = all(plan.dims[name][0] <= n <= plan.dims[name][1] for name, n in zip((first, second), lengths, strict=True))
        if fits and not case.latent.fixed:
            yield partial(_exchanged, first, second)


def _exchanged(first: str, second: str, case: Case, fields: Fields) -> Draft:
    """Two dims trade their lengths; arrays that have both are transposed."""
    dims = case.dims | {first: case.dims[second], second: case.dims[first]}
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


_MOST_CUTS: Final = 24
"""Index sets that are tried for one axis."""
_MOST_SHIFTS: Final = 40
_MOST_ENTRIES: Final = 256
"""Entries of one array that are simplified one by one."""


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
    draft = draft_of(case, dims=dims, parts=_taken_everywhere(case, fields, kept))
    for item in plan.inputs:
        shape = item.shape(case.latent.alternative)
        if item.name in draft.fixed and shape is not None and isinstance(draft.fixed[item.name], np.ndarray):
            draft.fixed[item.name] = _taken(draft.fixed[item.name], shape.names, kept)
    return draft


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


def array_moves(fields: Fields) -> Iterator[Move]:
    """Whole arrays of nice numbers, of zeros, of ones, of rounded numbers."""
    for fill in (_nicest, _zeros, _ones):
        yield partial(_every, fill)
    for change in (_nicest, _zeros, _ones, _truncated, _rounded, _clipped, _absolute, _sorted):
        for name, found in fields.items():
            for index in range(len(found)):
                yield partial(_changed, change, (name, index))


def _nicest(part: Floats, domain: Domain) -> Floats:
    return np.full(part.shape, domain.nice[0] if domain.nice else 0.0)


def _zeros(part: Floats, domain: Domain) -> Floats:  # noqa: ARG001 - one signature for all
    return np.zeros(part.shape)


def _ones(part: Floats, domain: Domain) -> Floats:  # noqa: ARG001 - one signature for all
    return np.ones(part.shape)


def _truncated(part: Floats, domain: Domain) -> Floats:  # noqa: ARG001 - one signature for all
    return np.trunc(part) + 0.0  # + 0.0 leaves no -0.0


def _rounded(part: Floats, domain: Domain) -> Floats:  # noqa: ARG001 - one signature for all
    return np.rint(part) + 0.0


def _clipped(part: Floats, domain: Domain) -> Floats:  # noqa: ARG001 - one signature for all
    return np.minimum(np.maximum(np.rint(part), -1.0), 1.0) + 0.0


def _absolute(part: Floats, domain: Domain) -> Floats:  # noqa: ARG001 - one signature for all
    return np.abs(part)


def _sorted(part: Floats, domain: Domain) -> Floats:  # noqa: ARG001 - one signature for all
    return np.sort(part, axis=None).reshape(part.shape)


def _every(change: Change, case: Case, fields: Fields) -> Draft:
    parts = {
        name: tuple(change(part, field.domain) for part, field in zip(found, fields[name], strict=True))
        for name, found in case.latent.parts.items()
    }
    return draft_of(case, parts=parts)


def _changed(change: Change, place: tuple[str, int], case: Case, fields: Fields) -> Draft | None:
    name, index = place
    if name not in fields or index >= len(fields[name]):
        return None
    return replaced(case, place, change(case.latent.parts[name][index], fields[name][index].domain))


def replaced(case: Case, place: tuple[str, int], part: Floats) -> Draft:
    """Other latents in one place."""
    name, index = place
    found = case.latent.parts[name]
    return draft_of(case, parts=case.latent.parts | {name: (*found[:index], part, *found[index + 1 :])})


def entry_moves(case: Case, fields: Fields) -> Iterator[Move]:
    """Every entry to something plainer: first each one's plainest, then the next best."""
    found = [
        ((name, index), place, wanted)
        for name, parts in case.latent.parts.items()
        for index, part in enumerate(parts)
        for place, value in enumerate(part.ravel()[:_MOST_ENTRIES].tolist())
        if (wanted := targets(value, fields[name][index].domain))
    ]
    for turn in range(max((len(wanted) for *_, wanted in found), default=0)):
        for where, place, wanted in found:
            if turn < len(wanted):
                yield partial(_with_entry, where, place, wanted[turn])


def _with_entry(where: tuple[str, int], place: int, value: float, case: Case, fields: Fields) -> Draft | None:  # noqa: ARG001 - a Move
    return with_entry(case, where, place, value)


def with_entry(case: Case, where: tuple[str, int], place: int, value: float) -> Draft | None:
    """Another number in one entry."""
    name, index = where
    part = case.latent.parts.get(name, ())[index : index + 1]
    if not part or place >= part[0].size:
        return None
    changed = part[0].copy()
    changed.reshape(-1)[place] = value
    return replaced(case, where, changed)


def order_moves(case: Case) -> Iterator[Move]:
    """Neighbours along a dim change places, in every array that has it."""
    for name, length in case.dims.items():
        for i in range(min(length, 8) - 1):
            yield partial(_permuted, name, [*range(i), i + 1, i, *range(i + 2, length)])


def _permuted(name: str, order: list[int], case: Case, fields: Fields) -> Draft | None:
    if len(order) != case.dims[name]:
        return None
    return draft_of(case, parts=_taken_everywhere(case, fields, {name: order}))


def shift_moves(case: Case, fields: Fields) -> Iterator[Move]:
    """A number changes places with one behind it that is plainer: what three entries do together, two may do elsewhere."""
    found = [
        ((name, index), place, rank_of(value, fields[name][index].domain), value)
        for name, parts in case.latent.parts.items()
        for index, part in enumerate(parts)
        for place, value in enumerate(part.ravel()[:_MOST_ENTRIES].tolist())
    ]
    pairs = [
        (one, other)
        for i, one in enumerate(found)
        for other in found[i + 1 :]
        if one[2][0] >= 1 > other[2][0] and one[3] != other[3]
    ]  # fmt: skip
    for one, other in pairs[:_MOST_SHIFTS]:
        yield partial(_shifted, one[:2], other[:2])


def _shifted(one: tuple[tuple[str, int], int], other: tuple[tuple[str, int], int], case: Case, fields: Fields) -> Draft | None:
    parts = case.latent.parts
    values = [parts[name][index].ravel()[place : place + 1] for (name, index), place in (one, other) if index < len(parts[name])]
    if len(values) < 2 or not all(value.size for value in values):
        return None
    draft = with_entry(case, *one, values[1].item())
    if draft is None:
        return None
    moved = msgspec.structs.replace(case, latent=draft.latent)
    return _with_entry(*other, values[0].item(), moved, fields)
