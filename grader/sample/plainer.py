"""Ways to make the numbers of a case plainer: whole arrays, single entries, and numbers that change places."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from typing import TYPE_CHECKING, Final

import msgspec
import numpy as np

from grader.sample.cost import rank_of, targets
from grader.sample.moves import Fields, Move, draft_of

if TYPE_CHECKING:
    from grader.model.case import Case
    from grader.sample.domain import Domain, Floats
    from grader.sample.render import Draft

Change = Callable[["Floats", "Domain"], "Floats"]

_MOST_SHIFTS: Final = 40
_MOST_ENTRIES: Final = 256
"""Entries of one array that are simplified one by one."""


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
