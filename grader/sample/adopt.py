"""Inputs that were given, not drawn -> latents, so that they can be shrunk too."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import msgspec
import numpy as np

from grader.model.enums import Kind
from grader.model.errors import ContentError
from grader.sample.domain import as_array
from grader.sample.fields import Frame, Parts
from grader.sample.kinds import behaviour
from grader.sample.render import Latent

if TYPE_CHECKING:
    from grader.model.case import Case
    from grader.sample.inputs import InputPlan
    from grader.sample.planning import Plan

_ENTRYWISE: Final = frozenset({Kind.REAL, Kind.INTEGER, Kind.BOOLEAN, Kind.LABEL, Kind.MASK, Kind.SYMMETRIC})
"""Kinds whose latents are the entries themselves."""


def adopted(plan: Plan, case: Case) -> Case:
    """The same case with latents for every input that can have them; one made elsewhere may have none at all."""
    latent = case.latent if isinstance(case.latent, Latent) else Latent(fixed=tuple(item.name for item in plan.inputs))
    parts, dtypes, given = dict(latent.parts), dict(latent.dtypes), dict(latent.given)
    for item in plan.inputs:
        if item.name not in latent.fixed or item.name in case.omitted:
            continue
        value = case.inputs[item.name]
        entries = _entries(item, case, latent, value)
        if entries is not None:
            parts[item.name], given[item.name] = entries
            dtype = value.dtype.name if isinstance(value, np.ndarray) else _python_dtype(value)
            if dtype != item.dtype(case.dtype):  # else it follows the case's, which may become a simpler one
                dtypes[item.name] = dtype
    fixed = tuple(name for name in latent.fixed if name not in parts)
    made = Latent(alternative=latent.alternative, parts=parts, fixed=fixed, dtypes=dtypes, given=given)
    return msgspec.structs.replace(case, latent=made)


def _python_dtype(value: Any) -> str:
    if isinstance(value, bool):
        return "bool"
    return "int64" if isinstance(value, int) else "float64"


def _entries(item: InputPlan, case: Case, latent: Latent, value: Any) -> tuple[Parts, tuple[float, ...]] | None:
    """The latents of a value, and those of its entries that lie outside the declared ranges; None if it has no latents."""
    if item.generator is not None or item.spec.choices is not None or item.kind not in _ENTRYWISE:
        return None
    array = isinstance(value, np.ndarray)
    if not array and type(value) not in (bool, int, float):
        return None
    dtype = value.dtype.name if array else _python_dtype(value)
    frame = Frame(case.dims, latent.alternative, case.dtype, case.stratum, case.dims | case.inputs, {item.name: dtype}, {})
    try:
        (field,) = behaviour(item).fields(item, frame)
    except ContentError:
        return None
    part = as_array(value)
    if field.shape != part.shape or array != (item.shape(latent.alternative) is not None):
        return None
    if not np.array_equal(part.astype(dtype), value, equal_nan=dtype.startswith("float")):
        return None  # whole numbers too large for a latent
    if item.kind is Kind.SYMMETRIC and not np.array_equal(part, np.swapaxes(part, -1, -2), equal_nan=True):
        return None
    outside = part[~((part >= field.domain.floor) & (part <= field.domain.ceiling))]
    if outside.size and item.kind not in (Kind.REAL, Kind.INTEGER, Kind.SYMMETRIC):
        return None
    return (part,), tuple(np.unique(outside).tolist())
