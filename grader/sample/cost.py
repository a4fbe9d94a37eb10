"""How hard a case is to read: the one strict order that rules shrinking.

Two criteria that disagree would let a shrinker cycle; here every candidate that is accepted is strictly cheaper than the one
before.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from grader.model.enums import Layout

if TYPE_CHECKING:
    from collections.abc import Sequence

    from grader.model.case import Case
    from grader.sample.domain import Domain, Floats
    from grader.sample.fields import Field
    from grader.sample.planning import Plan

Cost = tuple[Any, ...]
Rank = tuple[float, float, bool]
"""Of one entry: how plain a number it is, its size, and whether it is negative."""

_MANY: Final = 1024
_LAYOUTS: Final = list(Layout)
_PLAIN: Final = {0.0: 1.0, 1.0: 2.0, -1.0: 3.0, 2.0: 4.0, -2.0: 5.0}
_WHOLE, _EIGHTHS, _ONE_DIGIT, _TWO_DIGITS, _ANY, _INFINITE, _NAN = (6.0, 7.0, 8.0, 9.0, 10.0, 11.0, 12.0)


def cost(plan: Plan, case: Case, fields: dict[str, tuple[Field, ...]]) -> Cost:
    """Compared from left to right: entries and lengths, axes, lengths one by one, arguments, layout, dtype, then the numbers."""
    pairs = [(part, field) for name, parts in case.latent.parts.items() for part, field in zip(parts, fields[name], strict=True)]
    ranks = [rank for part, field in pairs for rank in ranks_of(part, field.domain)]
    return (
        sum(part.size for part, _ in pairs) + sum(case.dims.values()),
        sum(part.ndim for part, _ in pairs),
        tuple(case.dims.values()),
        len(plan.optional) - len(case.omitted),
        _LAYOUTS.index(case.layout),
        plan.dtypes.index(case.dtype) if case.dtype in plan.dtypes else len(plan.dtypes),
        sum(rank[0] >= 1 for rank in ranks),
        sum(rank[0] for rank in ranks),
        math.fsum(rank[1] for rank in ranks if rank[1] < 1e300),
        ranks,
    )


def ranks_of(part: Floats, domain: Domain) -> list[Rank]:
    """The rank of every entry; one for all of them where there are very many."""
    if part.size > _MANY:
        with np.errstate(over="ignore"):
            size = np.cumsum(np.abs(part[np.isfinite(part)]))[-1:]
        return [(float(np.count_nonzero(part)), float(size.sum()), False)]
    return [rank_of(value, domain) for value in part.ravel().tolist()]


def rank_of(value: float, domain: Domain) -> Rank:
    """Nice ones and 0 (before -0) are the plainest, then 1, -1, 2, -2, whole numbers, eighths, numbers of one or two digits."""
    if value != value:  # noqa: PLR0124 - NaN
        return _NAN, 0.0, False
    size, negative = abs(value), value < 0
    if value in domain.nice:
        return domain.nice.index(value) / 64, 0.0, False
    if value == 0:
        return 0.0 if not domain.nice else 0.9, 0.0, math.copysign(1.0, value) < 0
    if value in _PLAIN:
        return _PLAIN[value], size, negative
    if math.isinf(value):
        return _INFINITE, 0.0, negative
    if value.is_integer():
        return _WHOLE, size, negative
    if (8 * value).is_integer() and size < 1024:
        return _EIGHTHS, size, negative
    if rounded(value, 1, domain) == value:
        return _ONE_DIGIT, size, negative
    return (_TWO_DIGITS if rounded(value, 2, domain) == value else _ANY), size, negative


def rounded(value: float, digits: int, domain: Domain) -> float:
    """To significant digits, as the dtype holds it."""
    short = float(f"{value:.{digits - 1}e}")
    if not domain.narrow:
        return short
    with np.errstate(over="ignore"):
        return float(domain.stored(np.array(short)))


def targets(value: float, domain: Domain) -> Sequence[float]:
    """Valid entries that are plainer than this one, the plainest first."""
    wanted = [*domain.nice, 0.0, 1.0, -1.0, 2.0, -2.0]
    if math.isfinite(value) and not value.is_integer():
        wanted += [float(round(value)), float(math.trunc(value)), float(math.floor(value)), float(math.ceil(value))]
        wanted += [float(f"1e{math.floor(math.log10(abs(value)))}"), rounded(value, 1, domain), rounded(value, 2, domain)]
    if math.isfinite(value):
        wanted.append(-value)
    mine = rank_of(value, domain)
    found: dict[Rank, float] = {}
    for number in wanted:
        if number == number and math.isfinite(number):  # noqa: PLR0124 - NaN
            valid = domain.fit(np.array(number)).item()
            rank = rank_of(valid, domain)
            if valid == number or domain.narrow:
                found.setdefault(rank, valid)
    return [found[rank] for rank in sorted(found) if rank < mine]
