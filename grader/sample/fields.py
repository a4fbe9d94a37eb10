"""What an input is drawn from, and where it is drawn: the vocabulary of the kinds."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Protocol

import msgspec

from grader.model.enums import Stratum
from grader.sample.domain import Domain, Floats
from grader.sample.inputs import InputPlan
from grader.sample.strata import draw_values

Parts = tuple[Floats, ...]
"""The latents of one input, an array of float64 for each field."""


class Field(msgspec.Struct, frozen=True):
    """One array of latents: its shape, the dims its axes are as long as, what its entries may be, and how they are drawn."""

    shape: tuple[int, ...]
    axes: tuple[str | None, ...]
    domain: Domain
    draw: Callable[[Domain, Stratum, tuple[int, ...], Floats], Floats] = draw_values


class Frame(msgspec.Struct):
    """The case that inputs are rendered for; `env` grows as they are."""

    dims: dict[str, int]
    alternative: int
    dtype: str
    stratum: Stratum
    env: dict[str, Any]
    """Dims, and the inputs rendered so far."""
    dtypes: dict[str, str]
    """By input, where an author gave values in another dtype than the case's."""
    given: dict[str, tuple[float, ...]]
    """By input, entries that an author gave outside the declared range: valid, and so is what lies between."""

    def dtype_of(self, plan: InputPlan) -> str:
        if self.dtypes and plan.name in self.dtypes:
            return self.dtypes[plan.name]
        return plan.dtype(self.dtype)

    def domain_of(self, plan: InputPlan) -> Domain:
        """What the entries of an input may be that is made of numbers."""
        domain = plan.domain(self.dtype_of(plan), self.env)
        return self.with_given(plan, domain)

    def with_given(self, plan: InputPlan, domain: Domain) -> Domain:
        return domain.also(self.given[plan.name]) if self.given and plan.name in self.given else domain


class Source(Protocol):
    """Where latents come from: random bits, or the latents of another case made to fit."""

    def part(self, plan: InputPlan, index: int, field: Field, frame: Frame) -> Floats:
        """The latents of field `index` of an input; for a hatch, of its choice number `index`."""
        ...


class Behaviour(msgspec.Struct, frozen=True):
    """What a kind does."""

    fields: Callable[[InputPlan, Frame], tuple[Field, ...]]
    render: Callable[[InputPlan, Frame, Parts], Any]
    """The value from its latents, which are valid one by one."""
    repair: Callable[[InputPlan, Frame, Parts], Parts] | None = None
    """Latents that are valid together: a mask with a True in every row."""
