"""Kinds whose rows mean something: masks, one-hot rows, distributions."""

from __future__ import annotations

import math
from functools import lru_cache
from typing import TYPE_CHECKING, Final

import numpy as np

from grader.model.enums import Stratum
from grader.sample.domain import Domain, Floats, make_domain
from grader.sample.fields import Behaviour, Field, Frame, Parts
from grader.sample.strata import HEADER, plain

if TYPE_CHECKING:
    from collections.abc import Callable

    from grader.sample.inputs import InputPlan, Shape

_BITS: Final = make_domain(0, 1, whole=True)
_WEIGHTS: Final = make_domain(0, 1, extreme=(0, 1024))
_SMALLEST: Final = 2.0**-30
"""Weight of the stratum `extreme` where the exercise declares none."""


def shape_of(plan: InputPlan, frame: Frame) -> tuple[Shape, tuple[int, ...]]:
    """Shape and lengths of an input that is an array."""
    shape = plan.shape(frame.alternative)
    assert shape is not None
    return shape, shape.lengths(frame.dims)


@lru_cache(maxsize=256)
def indexes(count: int) -> Domain:
    """Whole numbers from 0 to `count - 1`, stored without loss in any dtype of labels; of none, 0 stands for nothing."""
    return make_domain(0, max(count - 1, 0), whole=True)


def _mask_fields(plan: InputPlan, frame: Frame) -> tuple[Field, ...]:
    shape, lengths = shape_of(plan, frame)
    return (Field(lengths, shape.names, _BITS, _draw_mask),)


def _draw_mask(domain: Domain, stratum: Stratum, shape: tuple[int, ...], u: Floats) -> Floats:  # noqa: ARG001 - as draw_values
    """About two thirds True; causal for `integer`, all True for `tie`, one a row for `extreme`, whole rows False for `special`."""
    entries = u[HEADER : HEADER + math.prod(shape)].reshape(shape)
    if stratum is Stratum.INTEGER and len(shape) > 1:
        return np.tril(np.ones(shape))
    if stratum is Stratum.TIE or not entries.size:
        return np.ones(shape)
    if stratum is Stratum.EXTREME:
        return (np.arange(shape[-1]) == np.floor(entries[..., :1] * shape[-1])).astype(np.float64)
    mask = (entries < 0.67).astype(np.float64)
    if stratum is Stratum.SPECIAL:
        # The first entry decides about its row once more: below 0.3 the whole row goes.
        mask *= entries[..., :1] >= 0.3
    return mask


def _repair_mask(plan: InputPlan, frame: Frame, parts: Parts) -> Parts:  # noqa: ARG001 - one signature for all
    (mask,) = parts
    if frame.stratum in (Stratum.SPECIAL, Stratum.EDGE) or not mask.size or mask.any(axis=-1).all():
        return parts
    first = np.arange(mask.shape[-1]) == 0
    return (np.where(mask.any(axis=-1, keepdims=True), mask, first.astype(np.float64)),)


def _render_mask(plan: InputPlan, frame: Frame, parts: Parts) -> object:
    return parts[0].astype(frame.dtype_of(plan))


def _one_hot_fields(plan: InputPlan, frame: Frame) -> tuple[Field, ...]:
    shape, lengths = shape_of(plan, frame)
    return (Field(lengths[:-1], shape.names[:-1], indexes(lengths[-1])),)


def _render_one_hot(plan: InputPlan, frame: Frame, parts: Parts) -> object:
    _, lengths = shape_of(plan, frame)
    return (parts[0][..., None] == np.arange(lengths[-1])).astype(frame.dtype_of(plan))


def _simplex_fields(plan: InputPlan, frame: Frame) -> tuple[Field, ...]:
    shape, lengths = shape_of(plan, frame)
    smallest = None
    if plan.extreme is not None:
        # `extreme` of a simplex says how small a probability may become.
        smallest = plan.domain("float64", frame.env).extreme
    return (Field(lengths, shape.names, _WEIGHTS, _weights(plan.spec.over, smallest[0] if smallest else _SMALLEST)),)


@lru_cache(maxsize=64)
def _weights(over: str, smallest: float) -> Callable[[Domain, Stratum, tuple[int, ...], Floats], Floats]:
    """Draws weights of distributions over the last axis, or over all; the smallest is for the stratum `extreme`."""
    tiny = make_domain(min(smallest, 1.0), 1, log=True)

    def draw(domain: Domain, stratum: Stratum, shape: tuple[int, ...], u: Floats) -> Floats:  # noqa: ARG001 - as draw_values
        size = math.prod(shape)
        entries, choices = u[HEADER : HEADER + size], u[HEADER + size : HEADER + 2 * size]
        weights = 1 - entries
        if stratum is Stratum.INTEGER and size:
            weights = _up_to_a_power_of_two(_rows((np.floor(entries * 8) + 1).reshape(shape), over))
        elif stratum is Stratum.SPECIAL:
            weights = np.where(choices < (0.9 if u[0] < 0.25 else 0.4), 0.0, weights)
        elif stratum is Stratum.EXTREME:
            weights = np.where(choices < 0.5, weights, plain(tiny, entries))
        elif stratum is Stratum.TIE:
            weights = np.where(choices < (0.0 if u[0] < 0.5 else 0.5), 0.5, 1.0)
        return weights.reshape(shape)

    return draw


def _rows(array: Floats, over: str) -> Floats:
    """The distributions as rows of a matrix."""
    return array.reshape(1, -1) if over == "all" else array.reshape(-1, array.shape[-1])


def _up_to_a_power_of_two(rows: Floats) -> Floats:
    """Whole weights whose sum is a power of two: every probability is then exact, and so is every sum of them."""
    for row in rows:
        total = int(row.sum())  # whole numbers: exact in any order
        row[0] += (1 << (total - 1).bit_length()) - total
    return rows


def _repair_simplex(plan: InputPlan, frame: Frame, parts: Parts) -> Parts:  # noqa: ARG001 - one signature for all
    (weights,) = parts
    if not weights.size or (_rows(weights, plan.spec.over) > 0).any(axis=-1).all():
        return parts
    rows = _rows(weights.copy(), plan.spec.over)
    rows[~(rows > 0).any(axis=-1), 0] = 1.0
    return (rows.reshape(weights.shape),)


def _render_simplex(plan: InputPlan, frame: Frame, parts: Parts) -> object:
    (weights,) = parts
    dtype = frame.dtype_of(plan)
    if not weights.size:
        return weights.astype(dtype)
    rows = _rows(weights, plan.spec.over)
    # cumsum adds from left to right on every machine; sum may not.
    shares = (rows / np.cumsum(rows, axis=-1)[:, -1:]).astype(dtype).astype(np.float64)
    for row in shares:
        # What is missing to 1, exactly rounded, goes to the largest share: the sum is 1 within its last place.
        row[int(row.argmax())] += math.fsum([1.0, *(-row).tolist()])
    return shares.astype(dtype).reshape(weights.shape)


MASK: Final = Behaviour(_mask_fields, _render_mask, _repair_mask)
ONE_HOT: Final = Behaviour(_one_hot_fields, _render_one_hot)
SIMPLEX: Final = Behaviour(_simplex_fields, _render_simplex, _repair_simplex)
