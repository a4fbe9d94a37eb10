"""Where expressions are compared: exact fractions from strata of size, a few nice ones among them, and matrices of random shapes.

Denominators are primes, another one for each symbol, so that random points lie on no bend and no two symbols are equal by accident.
"""

from __future__ import annotations

import random
from fractions import Fraction
from itertools import islice, product
from typing import TYPE_CHECKING, Final

import msgspec

from grader.answers.arrays import Array, Value, identity, matmul, transpose
from grader.answers.outcomes import Budget
from grader.answers.scalars import Arithmetic
from grader.model.answers import Domain, Structure, Symbol

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_PRIMES: Final = (997, 991, 983, 977, 971, 967, 953, 947, 941, 937, 929, 919, 911, 907, 887, 883)
_NICE: Final = (Fraction(1), Fraction(2), Fraction(1, 2), Fraction(-1), Fraction(3), Fraction(-2), Fraction(1, 4), Fraction(3, 4))
_SCALES: Final = {"core": 3.0, "small": 1e-3, "tiny": 1e-6, "large": 60.0, "huge": 2000.0}
_MIXED: Final = tuple(_SCALES)
_STRATA: Final = {"n": "nice", "c": "core", "s": "small", "t": "tiny", "l": "large", "h": "huge", "m": "mixed"}
_ORDER: Final = tuple(_STRATA[letter] for letter in "nnncccslmchtmcslmhmctmcm")
_ORDER_OF_ARRAYS: Final = tuple(_STRATA[letter] for letter in "ncncslmcmhtc")
_MORE: Final = 25
_ENTRY_BITS: Final = 6
_SIZES: Final = ((2, 3, 4, 5), (3, 2, 5, 4), (1, 3, 2, 4), (2, 2, 2, 2), (4, 1, 3, 2), (3, 4, 2, 1))
"""Lengths of the dims, in the order of their names; the first are all different."""
_BOUNDS: Final[dict[Domain, tuple[float | None, float | None]]] = {
    Domain.POSITIVE: (0, None), Domain.NONNEGATIVE: (0, None), Domain.NEGATIVE: (None, 0), Domain.UNIT: (0, 1),
    Domain.POSITIVE_INTEGER: (1, None), Domain.NONNEGATIVE_INTEGER: (0, None), Domain.BINARY: (0, 1),
}  # fmt: skip


class Point(msgspec.Struct, frozen=True):
    """Values for all names."""

    values: dict[str, Value]
    dims: dict[str, int]
    random: bool
    """Whether what holds here holds almost everywhere near it; nice points show a difference, random ones prove it."""
    special: bool = False
    """Whether a whole number is 0, 1 or -1, or as large as it may be beside another, where formulas often have gaps."""
    central: bool = False
    """Of ordinary size, so that most expressions have a value there."""
    extra: bool = False
    """Needed only where expressions had no value at too many of the points before."""


def points(symbols: Sequence[Symbol], seed: int) -> Iterator[Point]:
    """Points for the symbols that an answer uses, in an order that tells much early."""
    rng = random.Random(seed)  # noqa: S311 - points, not secrets
    dims = sorted({dim for symbol in symbols for dim in symbol.shape if not dim.isdigit()})
    discrete = all(symbol.domain.discrete for symbol in symbols) and not dims
    binary = [symbol for symbol in symbols if symbol.domain is Domain.BINARY and not symbol.shape]
    choices = list(product((0, 1), repeat=min(len(binary), 4)))
    order = _ORDER_OF_ARRAYS if dims else _ORDER
    for number, stratum in enumerate(_strata(order) if symbols else order[:1]):
        sizes = dict(zip(dims, _sizes(number, len(dims)), strict=True))
        bits = dict(zip((symbol.name for symbol in binary), choices[number % len(choices)], strict=False))
        values: dict[str, Value] = {dim: Fraction(size) for dim, size in sizes.items()}
        for place, symbol in enumerate(symbols):
            how = _MIXED[int(rng.random() * len(_MIXED))] if stratum == "mixed" else stratum
            if symbol.name in bits:
                values[symbol.name] = Fraction(bits[symbol.name])
            elif symbol.shape:
                values[symbol.name] = _array(symbol, sizes, how, rng)
            else:
                values[symbol.name] = _number(symbol, how, place, rng, number)
        if not put_in_order(values, symbols):
            continue
        special = any(_special(values, symbol) for symbol in symbols if symbol.domain.discrete and symbol not in binary)
        yield Point(values, sizes, stratum != "nice" or discrete, special, stratum in ("nice", "core"), number >= len(order))


def put_in_order(values: dict[str, Value], symbols: Sequence[Symbol]) -> bool:
    """Swaps values until they are in the order that is declared; whether they are then."""
    ordered = [symbol for symbol in symbols if symbol.orders]
    for order in [order for _ in ordered for symbol in ordered for order in symbol.orders]:
        low, high = values.get(order.low), values.get(order.high)
        if isinstance(low, Fraction) and isinstance(high, Fraction) and low > high:
            values[order.low], values[order.high] = high, low
    return all(in_order(values, symbol) for symbol in ordered)


def in_order(values: dict[str, Value], symbol: Symbol) -> bool:
    """Whether a symbol's value lies in its domain, and where the order among the symbols that are used wants it."""
    value = values[symbol.name]
    pairs = [(values.get(order.low), values.get(order.high), order.strict) for order in symbol.orders]
    fits = not isinstance(value, Fraction) or _inside(value, symbol, *bounds(symbol))
    numbers = [(low, high, strict) for low, high, strict in pairs if isinstance(low, Fraction) and isinstance(high, Fraction)]
    return fits and all(low < high or (low == high and not strict) for low, high, strict in numbers)


def _special(values: dict[str, Value], symbol: Symbol) -> bool:
    value = values[symbol.name]
    return value in (-1, 0, 1) or any(values.get(order.low) == values.get(order.high) for order in symbol.orders)


def _strata(order: Sequence[str]) -> Iterator[str]:
    yield from order
    for _ in range(_MORE):
        yield from ("core", "mixed", "large")


def nice_last(found: Iterator[Point]) -> Iterator[Point]:
    """Random points before those that prove nothing; extra ones last of all."""
    nice: list[Point] = []
    for point in found:
        if point.extra:
            yield from nice
            nice = []
        if point.random:
            yield point
        else:
            nice.append(point)
    yield from nice


def central(symbols: Sequence[Symbol], seed: int, count: int) -> list[Point]:
    """Random points of ordinary size."""
    return list(islice((point for point in points(symbols, seed) if point.central and point.random and not point.special), count))


def beside(point: Point, symbols: Sequence[Symbol]) -> Iterator[Point]:
    """Points close to one that may lie on a bend by being nice."""
    for k in (1, -1, 1000, -1000):
        moved = dict(point.values)
        for place, symbol in enumerate(symbols):
            value = point.values[symbol.name]
            if isinstance(value, Fraction) and not symbol.domain.discrete:
                there = value + Fraction(k, 10_000 * _PRIMES[place % len(_PRIMES)]) * max(abs(value), Fraction(1))
                moved[symbol.name] = there if _inside(there, symbol, *bounds(symbol)) else value
        if put_in_order(moved, symbols):
            yield msgspec.structs.replace(point, values=moved, random=True)


def _sizes(number: int, count: int) -> tuple[int, ...]:
    sizes = _SIZES[number % len(_SIZES)]
    return tuple(sizes[i % len(sizes)] for i in range(count))


def bounds(symbol: Symbol) -> tuple[Fraction | None, Fraction | None]:
    """The lowest and the highest value of a symbol; None where there is none."""
    low, high = _BOUNDS.get(symbol.domain, (None, None))
    low = low if symbol.low is None else symbol.low if low is None else max(low, symbol.low)
    high = high if symbol.high is None else symbol.high if high is None else min(high, symbol.high)
    return None if low is None else Fraction(low), None if high is None else Fraction(high)


def _number(symbol: Symbol, stratum: str, place: int, rng: random.Random, number: int) -> Fraction:
    low, high = bounds(symbol)
    if stratum == "nice":
        fitting = [value for value in _NICE if _inside(value, symbol, low, high)]
        if fitting:
            return fitting[(number + place) % len(fitting)]
        stratum = "core"
    if symbol.domain.discrete:
        return _whole(stratum, rng, low, high)
    prime = _PRIMES[place % len(_PRIMES)]
    share = Fraction(1 + int(rng.random() * (prime - 2)), prime)
    sign = -1 if rng.random() < 0.5 else 1
    if low is not None and high is not None:
        width = high - low
        if stratum == "core":
            return low + width * share
        near = width * share * Fraction(_SCALES["tiny" if stratum in ("tiny", "huge") else "small"]).limit_denominator(10**6)
        return low + near if stratum in ("small", "tiny") else high - near
    step = share * Fraction(_SCALES[stratum]).limit_denominator(10**6)
    if low is not None:
        return low + step
    return high - step if high is not None else sign * step


def _inside(value: Fraction, symbol: Symbol, low: Fraction | None, high: Fraction | None) -> bool:
    whole = not symbol.domain.discrete or value.denominator == 1
    edge = symbol.domain in (Domain.UNIT, Domain.POSITIVE, Domain.NEGATIVE) and value in (low, high)
    return whole and not edge and (low is None or value >= low) and (high is None or value <= high)


def _whole(stratum: str, rng: random.Random, low: Fraction | None, high: Fraction | None) -> Fraction:
    scale = {"core": 9, "small": 4, "tiny": 2, "large": 60, "huge": 2000}[stratum]
    first = -scale if low is None else int(low)
    last = scale if low is None else int(low) + scale
    if high is not None:
        first, last = (max(first, int(high) - scale) if low is None else first), min(last, int(high))
    return Fraction(first + int(rng.random() * (last - first + 1)))


def _array(symbol: Symbol, sizes: dict[str, int], stratum: str, rng: random.Random) -> Array:
    lengths = [int(dim) if dim.isdigit() else sizes[dim] for dim in symbol.shape]
    rows, columns = lengths[0], lengths[1] if len(lengths) > 1 else 1
    how = {"huge": "large", "tiny": "small", "nice": "core"}.get(stratum, stratum)
    entries = tuple(_number(symbol, how, place, rng, place) for place in range(rows * columns))
    # Short fractions, so that products of matrices stay short.
    entries = tuple(_short(entry, symbol) for entry in entries)
    array = Array(rows, columns, entries)
    if symbol.structure is Structure.GENERAL:
        return array
    exact = Arithmetic(30, Budget(1e9))
    if symbol.structure is Structure.SYMMETRIC:
        return Array(rows, columns, tuple(entries[min(i, j) * columns + max(i, j)] for i in range(rows) for j in range(columns)))
    square = matmul(exact, array, transpose(array))
    return Array(rows, rows, tuple(exact.add(x, y) for x, y in zip(square.data, identity(rows).data, strict=True)))


def _short(entry: Fraction, symbol: Symbol) -> Fraction:
    if symbol.domain.discrete:
        return entry
    unit = Fraction(2) ** (entry.numerator.bit_length() - entry.denominator.bit_length() - _ENTRY_BITS)
    short = round(entry / unit) * unit
    low, high = bounds(symbol)
    return short if short and (low is None or short > low) and (high is None or short < high) else entry
