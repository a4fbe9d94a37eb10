"""Plan and seed -> cases: random strata, then the author's edge cases, then invalid inputs."""

from __future__ import annotations

import math
from functools import partial
from typing import TYPE_CHECKING, Any, Final

import msgspec
import numpy as np

from grader.model.enums import Stratum
from grader.model.errors import ContentError
from grader.sample.bits import fold, step, step_arrays, uniforms
from grader.sample.facets import LAYOUTS, OMISSIONS, SPREADS, STRATA, Facets, Spread, spread_lengths, weighted
from grader.sample.render import Draft, Latent, holds, meets, render
from grader.sample.strata import needed

if TYPE_CHECKING:
    from collections.abc import Callable

    from grader.model.case import Case
    from grader.sample.domain import Floats
    from grader.sample.fields import Field, Frame
    from grader.sample.inputs import InputPlan
    from grader.sample.planning import Plan

    NearKink = Callable[[Case], bool]

# Tags that keys are made with: of a seed, of its facets, of one attempt at a case. They are part of what a seed means, so none is
# ever used again for something else.
_CASES, _FACETS, _GIVEN, _SOME, _AT = range(1, 6)
_STRATUM, _SPREAD, _DTYPE, _SHAPE, _LAYOUT, _OMIT, _CHOICE = range(1, 8)
_DIMS, _TWIN = range(1, 3)

_ROW: Final = 64
"""Uniforms made ahead for each input of each case; more are made where an input needs them."""
_FAITHFUL: Final = 24
"""Draws of a case that meet its stratum and spread of dims before a plain one is taken."""
_TRIES: Final = 400


def draw(plan: Plan, seed: int, count: int = 100, near_kink: NearKink | None = None) -> tuple[Case, ...]:
    """`count` cases over the random strata, named `case 1` and so on, then every edge case, then every invalid input.

    The same seed gives the same bits on every machine, and case 17 does not depend on how many others are drawn. Cases for which
    `near_kink` says True are drawn anew.

    Raises:
        ContentError: if no valid case is found for some index.
    """
    from grader.sample.given import draw_given

    key = fold(seed)
    facets = Facets(step(key, _FACETS))
    table = _table(plan, step(key, _CASES), count)
    cases = [_draw_case(plan, key, index, facets, table[index], near_kink) for index in range(count)]
    given_key = step(key, _GIVEN)
    return (*cases, *(draw_given(plan, given, given_key) for given in plan.given))


def draw_named(plan: Plan, seed: int, name: str, near_kink: NearKink | None = None) -> Case | None:
    """The one case of that name among those of `draw`; None if there is none."""
    from grader.sample.given import draw_given

    key = fold(seed)
    for given in plan.given:
        if given.name == name:
            return draw_given(plan, given, step(key, _GIVEN))
    number = name.removeprefix("case ")
    if number == name or not (number.isascii() and number.isdigit()):
        return None
    table = _table(plan, step(key, _CASES), int(number))
    return _draw_case(plan, key, int(number) - 1, Facets(step(key, _FACETS)), table[-1], near_kink)


def draw_at(plan: Plan, seed: int, dims: dict[str, int], alternative: int = 0, near_kink: NearKink | None = None) -> Case:
    """One plain case at these lengths, in the main dtype and layout, with nothing left out: for certificates and for speed.

    Lengths may lie outside the declared ranges; dims not named are drawn.

    Raises:
        ContentError: if no valid case is found there.
    """
    key = step(fold(seed), _AT)
    for attempt in range(_TRIES):
        own = step(key, attempt)
        found = draw_dims(plan, own, Spread.RANDOM, dims)
        if found is None:
            continue
        latent = Latent(alternative=alternative)
        draft = Draft(name=f"case at {found}", stratum=Stratum.PLAIN, dims=found, dtype=plan.dtypes[0], latent=latent)
        case = render(plan, draft, RandomSource(plan, own, None, {})).case
        if (not plan.input_conditions or meets(plan, case)) and not (near_kink is not None and near_kink(case)):
            return case
    raise ContentError("where", f"no case in {_TRIES} draws at {dims}", "lengths at which valid inputs exist")


def check_satisfiable(plan: Plan) -> None:
    """Find one case that meets every `where`.

    Raises:
        ContentError: if there is none among many draws.
    """
    if plan.dim_conditions or plan.input_conditions:
        _draw_case(plan, fold(0), 0, Facets(0), None, None)


def _table(plan: Plan, key: int, count: int) -> Floats:
    """Uniforms for every case and input at once: one pass over an array instead of a thousand."""
    cases = np.array([step(step(key, index), 0) for index in range(count)], dtype=np.uint64)
    inputs = np.array([item.key for item in plan.inputs], dtype=np.uint64)
    return uniforms(step_arrays(cases[:, None], inputs[None, :]), _ROW)


class RandomSource:
    """A source: latents from the streams of one attempt at one case."""

    def __init__(self, plan: Plan, key: int, rows: Floats | None, chosen: dict[str, int]) -> None:
        self._places = plan.places
        self._key, self._rows, self._chosen = key, rows, chosen
        self._used: dict[str, int] = {}
        self._twins: dict[Any, Floats] | None = {} if step(key, _TWIN) % 2 else None

    def part(self, plan: InputPlan, index: int, field: Field, frame: Frame) -> Floats:
        """See `Source`. In the stratum `tie` half of the cases have arrays that equal each other where they may."""
        if plan.name in self._chosen:
            return np.array(float(self._chosen[plan.name]))
        if frame.stratum is not Stratum.TIE or self._twins is None or not field.shape:
            return self._drawn(plan, field, frame)
        alike = (plan.kind, index, field.shape, field.domain.low, field.domain.high, field.domain.dtype)
        if alike not in self._twins:
            self._twins[alike] = self._drawn(plan, field, frame)
        return self._twins[alike].copy()

    def _drawn(self, plan: InputPlan, field: Field, frame: Frame) -> Floats:
        name = plan.name
        start = self._used.get(name, 0)
        stop = self._used[name] = start + needed(math.prod(field.shape))
        if self._rows is None or stop > _ROW:
            row = self._longer(plan, stop)
        else:
            row = self._rows[self._places[name]]
        return field.draw(field.domain, frame.stratum, field.shape, row[start:stop] if start else row)

    def _longer(self, plan: InputPlan, count: int) -> Floats:
        """The same stream from its start: a longer row begins with the shorter one."""
        size = _ROW
        while size < count:
            size *= 2
        return uniforms(np.array([step(self._key, plan.key)], dtype=np.uint64), size)[0]


def _draw_case(plan: Plan, key: int, index: int, facets: Facets, rows: Floats | None, near_kink: NearKink | None) -> Case:
    stratum = facets.deal(_STRATUM, STRATA, index)
    spread = facets.deal(_SPREAD, SPREADS, index)
    draft = Draft(
        name=f"case {index + 1}",
        stratum=stratum,
        dims={},
        dtype=facets.deal(_DTYPE, weighted(plan.dtypes), index),
        layout=facets.deal(_LAYOUT, LAYOUTS, index),
        omitted=_omitted(plan, key, facets, index),
        latent=Latent(alternative=facets.deal(_SHAPE, range(plan.alternatives), index)),
    )
    chosen = {
        item.name: facets.deal(step(_CHOICE, item.key), range(len(item.spec.choices)), index)
        for item in plan.inputs
        if item.spec.choices is not None
    }
    stream = step(step(key, _CASES), index)
    for attempt in range(_TRIES):
        faithful = attempt < _FAITHFUL
        case_key = step(stream, attempt)
        dims = draw_dims(plan, case_key, spread if faithful else Spread.RANDOM)
        if dims is None:
            continue
        source = RandomSource(plan, case_key, rows if attempt == 0 else None, chosen if faithful else {})
        tried = msgspec.structs.replace(draft, dims=dims, stratum=stratum if faithful else Stratum.PLAIN)
        case = render(plan, tried, source).case
        if (not plan.input_conditions or meets(plan, case)) and not (near_kink is not None and near_kink(case)):
            return case
    conditions = " and ".join(f"`{c.source}`" for c in (*plan.dim_conditions, *plan.input_conditions))
    found = f"no case in {_TRIES} draws that meets {conditions or 'it'}" + (" away from a kink" if near_kink else "")
    raise ContentError("where", found, "conditions that inputs of these ranges meet often")


def _omitted(plan: Plan, key: int, facets: Facets, index: int) -> tuple[str, ...]:
    if not plan.optional:
        return ()
    which = facets.deal(_OMIT, OMISSIONS, index)
    if which != "some":
        return plan.optional if which == "all" else ()
    bits = step(step(key, _SOME), index)
    return tuple(name for place, name in enumerate(plan.optional) if bits >> place & 1)


def draw_dims(
    plan: Plan, key: int, spread: Spread, bound: dict[str, int] | None = None, *, conditions: bool = True
) -> dict[str, int] | None:
    """Lengths of all dims that meet the conditions on dims, random ones where the spread does not; None if none are found.

    `bound` are lengths that are settled already.
    """
    settled = bound or {}
    ranges = plan.dims | {name: (length, length) for name, length in settled.items()} if settled else plan.dims
    for attempt in range(_FAITHFUL):
        how = spread if attempt < _FAITHFUL // 2 else Spread.RANDOM
        dims = spread_lengths(ranges, how, partial(_dim_word, plan, step(step(key, _DIMS), attempt)))
        if not conditions or all(holds(condition, dims) for condition in plan.dim_conditions):
            return dims
    return None


def _dim_word(plan: Plan, key: int, name: str) -> int:
    return step(key, plan.dim_keys.get(name, 0))
