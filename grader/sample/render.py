"""Latents -> inputs, in the order in which they are declared: each may depend on dims and on those before it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import msgspec
import numpy as np

from grader.language import evaluate
from grader.model.case import Case
from grader.model.enums import Layout, Stratum
from grader.sample.fields import Field, Frame, Parts, Source
from grader.sample.hatch import run_generator
from grader.sample.kinds import behaviour

if TYPE_CHECKING:
    from grader.sample.domain import Floats
    from grader.sample.inputs import InputPlan
    from grader.sample.planning import Plan


class Latent(msgspec.Struct, frozen=True, kw_only=True):
    """What a case was rendered from: `Case.latent`, and what shrinking works on."""

    alternative: int = 0
    """Which of the shapes."""
    parts: dict[str, Parts] = {}
    """By input."""
    fixed: tuple[str, ...] = ()
    """Inputs that an author gave and that are kept as they are."""
    dtypes: dict[str, str] = {}
    """Of inputs that an author gave in a dtype of their own."""
    given: dict[str, tuple[float, ...]] = {}
    """Entries that an author gave outside the declared range, by input: valid, and so is what lies between."""


class Draft(msgspec.Struct, frozen=True, kw_only=True):
    """A case before it is rendered."""

    name: str
    stratum: Stratum
    dims: dict[str, int]
    dtype: str
    layout: Layout = Layout.CONTIGUOUS
    omitted: tuple[str, ...] = ()
    latent: Latent
    fixed: dict[str, Any] = {}
    """The values of `latent.fixed`; a callable is asked for its value once dims and the inputs before it are known."""


class Rendered(msgspec.Struct, frozen=True):
    """A case with the fields of its latents."""

    case: Case
    fields: dict[str, tuple[Field, ...]]


def render(plan: Plan, draft: Draft, source: Source) -> Rendered:
    """Take the latents of every input from `source` and make the case.

    Raises:
        ContentError: if bounds or shapes come out impossible at these dims.
    """
    latent = draft.latent
    frame = Frame(draft.dims, latent.alternative, draft.dtype, draft.stratum, dict(draft.dims), latent.dtypes, latent.given)
    inputs: dict[str, Any] = {}
    parts: dict[str, Parts] = {}
    fields: dict[str, tuple[Field, ...]] = {}
    for item in plan.inputs:
        name = item.name
        if name in draft.omitted:
            value = item.default
        elif name in draft.fixed:
            value = draft.fixed[name]
            value = value(frame.env) if callable(value) else value
        else:
            value, fields[name], parts[name] = _render_input(item, frame, source, inputs)
        inputs[name] = frame.env[name] = value
    made = Latent(alternative=latent.alternative, parts=parts, fixed=latent.fixed, dtypes=latent.dtypes, given=latent.given)
    case = Case(
        name=draft.name, stratum=draft.stratum, dtype=draft.dtype, main=draft.dtype == plan.dtypes[0], layout=draft.layout,
        dims=draft.dims, inputs=inputs, omitted=draft.omitted, latent=made,
    )  # fmt: skip
    return Rendered(case, fields)


def _render_input(item: InputPlan, frame: Frame, source: Source, inputs: dict[str, Any]) -> tuple[Any, tuple[Field, ...], Parts]:
    if item.generator is not None:
        drawn = run_generator(item, frame, source, frame.dims, inputs)
        return drawn.value, drawn.fields, drawn.parts
    how = behaviour(item)
    fields = how.fields(item, frame)
    parts = tuple([source.part(item, index, field, frame) for index, field in enumerate(fields)])
    if how.repair is not None:
        parts = how.repair(item, frame, parts)
    return how.render(item, frame, parts), fields, parts


def meets(plan: Plan, case: Case) -> bool:
    """Whether dims and inputs meet every `where`."""
    env = case.dims | case.inputs
    return all(holds(expression, env) for expression in (*plan.dim_conditions, *plan.input_conditions))


def holds(expression: Any, env: dict[str, Any]) -> bool:
    """Whether a condition holds; one that cannot be evaluated (a singular matrix, a shape) does not."""
    try:
        with np.errstate(all="ignore"):
            return bool(np.all(evaluate(expression, env)))
    except (ValueError, ArithmeticError, TypeError, IndexError):
        return False


class Fitted:
    """A source: the latents of another case, made to fit."""

    def __init__(self, parts: dict[str, Parts]) -> None:
        self.parts = parts

    def part(self, plan: InputPlan, index: int, field: Field, frame: Frame) -> Floats:  # noqa: ARG002 - a Source
        known = self.parts.get(plan.name, ())
        return fitted(known[index], field) if index < len(known) else simplest(field)


def simplest(field: Field) -> Floats:
    """Where nothing is known: the first nice value, else the number nearest to 0."""
    domain = field.domain
    value = domain.nice[0] if domain.nice else min(max(0.0, domain.floor), domain.ceiling)
    return np.full(field.shape, domain.fit(np.array(value)).item())


def fitted(part: Floats, field: Field) -> Floats:
    """A part cut or filled to the shape of a field, with the nearest valid entries."""
    if part.shape != field.shape:
        if part.ndim != len(field.shape):
            part = _aligned(part, len(field.shape))
        kept = tuple(slice(0, length) for length in field.shape)
        whole = simplest(field)
        cut = part[kept]
        whole[tuple(slice(0, length) for length in cut.shape)] = cut
        part = whole
    return field.domain.fit(part)


def _aligned(part: Floats, ndim: int) -> Floats:
    """With axes dropped or added in front: what is left is the first slice."""
    while part.ndim > ndim:
        part = part[0] if part.shape[0] else np.zeros(part.shape[1:])
    return part.reshape((1,) * (ndim - part.ndim) + part.shape)
