"""Numbers of a domain, one way for each stratum. Only + - * /, floor and shifts of the exponent: the same bits on every machine."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Final

import numpy as np

from grader.model.enums import Stratum

if TYPE_CHECKING:
    from grader.sample.domain import Domain, Floats

HEADER: Final = 4
"""Uniforms that decide about a whole array; two more follow for each entry."""


def needed(size: int) -> int:
    """How many uniforms an array of this many entries takes."""
    return HEADER + 2 * size


def draw_values(domain: Domain, stratum: Stratum, shape: tuple[int, ...], u: Floats) -> Floats:
    """An array of the domain from `needed(size)` uniforms."""
    size = math.prod(shape)
    entries = u[HEADER : HEADER + size]
    if stratum is Stratum.PLAIN or not size:
        values = plain(domain, entries)
    elif stratum is Stratum.INTEGER:
        values = _integer(domain, entries)
    else:
        how = _WAYS.get(stratum, _plain_again)
        values = how(domain, u[:HEADER], entries, u[HEADER + size : HEADER + 2 * size])
    if domain.narrow:
        values = domain.stored(values)
    return values if len(shape) == 1 else values.reshape(shape)


def plain(domain: Domain, u: Floats) -> Floats:
    """Evenly over the range, on a logarithmic scale where the domain says so."""
    return _between(domain, domain.low, domain.high, u)


def _between(domain: Domain, low: float, high: float, u: Floats) -> Floats:
    if domain.whole or domain.step:
        step = domain.step or 1.0
        return np.minimum(low + step * np.floor(u * ((high - low) / step + 1)), high)
    if domain.log and low > 0:
        return _logarithmic(low, high, u)
    span = high - low
    if span == math.inf:
        return low * (1 - u) + high * u
    return np.minimum(u * span + low, high)


def _logarithmic(low: float, high: float, u: Floats) -> Floats:
    """Evenly by octave, and evenly within an octave: log2 replaced by the line through its values at powers of two."""
    start, stop = _octave(low), _octave(high)
    t = start + u * (stop - start)
    whole = np.floor(t)
    values = np.ldexp(1 + (t - whole), whole.astype(np.int32))
    return np.minimum(np.maximum(values, low), high)


def _octave(value: float) -> float:
    mantissa, exponent = math.frexp(value)
    return exponent - 1 + (2 * mantissa - 1)


def _integer(domain: Domain, u: Floats) -> Floats:
    if domain.small is None:
        return _one_of(domain.nice, u) if domain.nice else plain(domain, u)
    low, high = domain.small
    return low + np.floor(u * (high - low + 1))


def _one_of(values: tuple[float, ...], u: Floats) -> Floats:
    return np.array(values)[np.floor(u * len(values)).astype(np.intp)]


def _special(domain: Domain, head: Floats, u: Floats, v: Floats) -> Floats:
    """Half of the entries special; in a quarter of the arrays all of them."""
    if not domain.pool:
        return plain(domain, u)
    if head[0] < 0.25:
        return _one_of(domain.pool, v)
    return np.where(v < 0.5, _one_of(domain.pool, _rest(v)), plain(domain, u))


def _rest(v: Floats) -> Floats:
    """A second uniform from one whose first bit has been used."""
    doubled = 2 * v
    return doubled - np.floor(doubled)


def _extreme(domain: Domain, head: Floats, u: Floats, v: Floats) -> Floats:
    """All entries extreme, or half of them, or all near one extreme number; where none is declared, at the ends of the range."""
    if domain.extreme is None:
        ends = np.where(v < 0.25, domain.low, np.where(v < 0.5, domain.high, plain(domain, u)))
        return ends if math.isfinite(domain.high - domain.low) else plain(domain, u)
    low, high = domain.extreme
    if head[0] < 0.4:
        return _between(domain, low, high, u)
    if head[0] < 0.7 or domain.log:
        return np.where(v < 0.5, _between(domain, low, high, u), plain(domain, _rest(v)))
    # Rows far from 0 whose entries lie close together: where a missing shift or a one-pass variance shows.
    near = _between(domain, low, high, head[1:2]) + plain(domain, u)
    return domain.snapped(np.minimum(np.maximum(near, domain.floor), domain.ceiling))


def _tie(domain: Domain, head: Floats, u: Floats, v: Floats) -> Floats:
    """All entries equal, or two or three values in any order."""
    base = _integer(domain, u[:3]) if head[1] < 0.5 else plain(domain, u[:3])
    count = 1 if head[0] < 0.35 else min(3, len(base))
    return base[np.floor(v * count).astype(np.intp)]


def _plain_again(domain: Domain, head: Floats, u: Floats, v: Floats) -> Floats:  # noqa: ARG001 - one signature for all
    """What an edge case or an invalid input leaves open."""
    return plain(domain, u)


_WAYS: Final = {Stratum.SPECIAL: _special, Stratum.EXTREME: _extreme, Stratum.TIE: _tie}
