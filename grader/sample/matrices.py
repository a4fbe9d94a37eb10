"""Structured matrices from latents of any value: symmetric, positive definite, orthogonal, of low rank.

No BLAS and no LAPACK: products are sums from left to right, so that every machine gets the same bits.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np

from grader.model.errors import ContentError
from grader.sample.domain import Floats, make_domain
from grader.sample.fields import Behaviour, Field, Frame, Parts
from grader.sample.inputs import CONDITION, length
from grader.sample.rows import shape_of

if TYPE_CHECKING:
    from grader.sample.inputs import InputPlan

_MIRRORS: Final = make_domain(-3, 3, whole=True)
"""Entries of the vectors that matrices are reflected by."""


def _square(plan: InputPlan, lengths: tuple[int, ...]) -> None:
    if lengths[-1] != lengths[-2]:
        raise ContentError(f"{plan.path}.shape", f"{list(lengths)}", f"as many rows as columns for the kind {plan.kind}")


def _symmetric_fields(plan: InputPlan, frame: Frame) -> tuple[Field, ...]:
    shape, lengths = shape_of(plan, frame)
    _square(plan, lengths)
    return (Field(lengths, shape.names, frame.domain_of(plan)),)


def _mirrored(matrix: Floats) -> Floats:
    """The upper triangle, mirrored."""
    upper = np.triu(np.ones(matrix.shape[-2:], dtype=bool))
    return np.where(upper, matrix, np.swapaxes(matrix, -1, -2))


def _repair_symmetric(plan: InputPlan, frame: Frame, parts: Parts) -> Parts:  # noqa: ARG001 - one signature for all
    return (_mirrored(parts[0]),)


def _render_symmetric(plan: InputPlan, frame: Frame, parts: Parts) -> object:
    return parts[0].astype(frame.dtype_of(plan))


def _spd_fields(plan: InputPlan, frame: Frame) -> tuple[Field, ...]:
    """Eigenvalues, and two vectors to reflect the diagonal matrix by."""
    shape, lengths = shape_of(plan, frame)
    _square(plan, lengths)
    lengths, names = lengths[:-1], shape.names[:-1]
    eigenvalues = plan.domain("float64", frame.env)
    if eigenvalues.low <= 0:
        raise ContentError(f"{plan.path}.range", f"{eigenvalues.low:g}", "eigenvalues above 0")
    return (Field(lengths, names, eigenvalues), Field(lengths, names, _MIRRORS), Field(lengths, names, _MIRRORS))


def _repair_spd(plan: InputPlan, frame: Frame, parts: Parts) -> Parts:  # noqa: ARG001 - one signature for all
    """Eigenvalues too small for the condition number are raised."""
    eigenvalues, *mirrors = parts
    if not eigenvalues.size:
        return parts
    least = eigenvalues.max(axis=-1, keepdims=True) / (plan.spec.condition or CONDITION)
    return (np.maximum(eigenvalues, least), *mirrors)


def _render_spd(plan: InputPlan, frame: Frame, parts: Parts) -> object:
    eigenvalues, *mirrors = parts
    matrix = eigenvalues[..., None] * np.eye(eigenvalues.shape[-1])
    for v in mirrors:
        matrix = _reflected_twice(matrix, v)
    return _mirrored(matrix).astype(frame.dtype_of(plan))


def _added(terms: Floats, axis: int) -> Floats:
    """The sum along an axis, from left to right."""
    return np.take(np.cumsum(terms, axis=axis), [-1], axis=axis) if terms.shape[axis] else terms.sum(axis=axis, keepdims=True)


def _reflected_twice(matrix: Floats, v: Floats) -> Floats:
    """H A H for a symmetric A and H = I - 2 v v^T / (v^T v), the identity for v = 0."""
    column, row = v[..., :, None], v[..., None, :]
    square = _added(row * row, -1)
    scale = np.where(square > 0, square, 1.0)
    image = _added(matrix * row, -1)
    inner = _added(column * image, -2)
    flat = np.swapaxes(image, -1, -2)
    return matrix - (2 / scale) * (column * flat + image * row) + (4 * inner / (scale * scale)) * (column * row)


def _reflected(matrix: Floats, v: Floats) -> Floats:
    """H A."""
    column, row = v[..., :, None], v[..., None, :]
    square = _added(row * row, -1)
    return matrix - (2 / np.where(square > 0, square, 1.0)) * (column * _added(column * matrix, -2))


def _orthogonal_fields(plan: InputPlan, frame: Frame) -> tuple[Field, ...]:
    """Three vectors with whole entries: the products of their reflections have rational ones."""
    shape, lengths = shape_of(plan, frame)
    *batch, rows, columns = lengths
    name = shape.names[-2] if rows >= columns else shape.names[-1]
    field = Field((*batch, max(rows, columns)), (*shape.names[:-2], name), _MIRRORS)
    return (field, field, field)


def _render_orthogonal(plan: InputPlan, frame: Frame, parts: Parts) -> object:
    _, lengths = shape_of(plan, frame)
    matrix = np.broadcast_to(np.eye(parts[0].shape[-1]), (*lengths[:-2], *[parts[0].shape[-1]] * 2))
    for v in parts:
        matrix = _reflected(matrix, v)
    return np.ascontiguousarray(matrix[..., : lengths[-2], : lengths[-1]]).astype(frame.dtype_of(plan))


def _low_rank_fields(plan: InputPlan, frame: Frame) -> tuple[Field, ...]:
    """Two factors of small whole numbers: their product is exact, so its rank is what it is."""
    shape, lengths = shape_of(plan, frame)
    *batch, rows, columns = lengths
    least = min(rows, columns)
    rank = max(least - 1, 1) if plan.rank is None else length(plan.rank, frame.dims)
    rank = max(min(rank, least), 0)
    factors = plan.domain("float64", frame.env)
    return (
        Field((*batch, rows, rank), (*shape.names[:-1], None), factors),
        Field((*batch, rank, columns), (*shape.names[:-2], None, shape.names[-1]), factors),
    )


def _render_low_rank(plan: InputPlan, frame: Frame, parts: Parts) -> object:
    left, right = parts
    matrix = np.zeros((*left.shape[:-1], right.shape[-1]))
    for k in range(left.shape[-1]):
        matrix += left[..., :, k, None] * right[..., k, None, :]
    return matrix.astype(frame.dtype_of(plan))


SYMMETRIC: Final = Behaviour(_symmetric_fields, _render_symmetric, _repair_symmetric)
SPD: Final = Behaviour(_spd_fields, _render_spd, _repair_spd)
ORTHOGONAL: Final = Behaviour(_orthogonal_fields, _render_orthogonal)
LOW_RANK: Final = Behaviour(_low_rank_fields, _render_low_rank)
