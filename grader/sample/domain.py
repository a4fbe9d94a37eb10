"""What the entries of one array may be, in the dtype they are stored in."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any, Final

import msgspec
import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterable

    from numpy.typing import NDArray

Floats = Any
"""An array of float64: every latent is one, whole numbers and indexes included."""

SMALL: Final = 9
"""The stratum `integer` draws whole numbers up to this, where the range has them."""
_EXACT: Final = 2**53
_NARROW: Final = ("float32", "float16")


class Domain(msgspec.Struct, frozen=True, kw_only=True):
    """Bounds are numbers of the dtype: rounding a value between them to the dtype leaves it between them."""

    dtype: str
    low: float
    high: float
    extreme: tuple[float, float] | None = None
    whole: bool = False
    """Whole numbers only."""
    step: float = 0.0
    """Multiples of this only; 0 for none."""
    log: bool = False
    special: tuple[float, ...] = ()
    """Mixed in by the stratum `special`, and valid wherever they lie."""
    nice: tuple[float, ...] = ()
    pool: tuple[float, ...] = ()
    """What the stratum `special` mixes in: `special`, or else 0, 1, -1 and the ends of the range."""
    small: tuple[int, int] | None = None
    """The whole numbers that the stratum `integer` draws."""
    narrow: bool = False
    """Whether the dtype is a float that holds less than a latent."""

    @property
    def floor(self) -> float:
        """The smallest valid number that is not special."""
        return self.low if self.extreme is None else min(self.low, self.extreme[0])

    @property
    def ceiling(self) -> float:
        return self.high if self.extreme is None else max(self.high, self.extreme[1])

    def also(self, values: Iterable[float]) -> Domain:
        """The same domain where these values are valid too, and what lies between them and the range.

        They may be those of a case in a wider dtype; what this one cannot hold is left out.
        """
        values = tuple(values)
        finite = [v for v in values if math.isfinite(v) and not (self.narrow and not _holds(v, self.dtype, whole=self.whole))]
        hull = (min(self.floor, *finite), max(self.ceiling, *finite)) if finite else self.extreme
        special = (*self.special, *(value for value in values if not math.isfinite(value)))
        return msgspec.structs.replace(self, extreme=hull, special=special)

    def fit(self, values: Floats) -> Floats:
        """The nearest valid values, in float64; the same array where all are valid.

        Raises:
            ValueError: if NaN is among them and not special: it has no nearest value.
        """
        bad = ~((values >= self.floor) & (values <= self.ceiling))
        for special in self.special:
            bad &= ~np.isnan(values) if special != special else values != special  # noqa: PLR0124 - NaN is not itself
        if bad.any():
            if np.isnan(values[bad]).any():
                raise ValueError("NaN")
            values = np.where(bad, np.minimum(np.maximum(values, self.floor), self.ceiling), values)
        return self.stored(self.snapped(values))

    def snapped(self, values: Floats) -> Floats:
        """Whole numbers, or multiples of the step, where the domain asks for them."""
        if self.step:
            inside = np.minimum(np.maximum(np.rint(values / self.step) * self.step, self.floor), self.ceiling)
            return np.where(np.isfinite(values), inside, values)
        return np.rint(values) if self.whole else values

    def stored(self, values: Floats) -> Floats:
        """As the dtype holds them."""
        if self.narrow:
            return values.astype(self.dtype).astype(np.float64)
        return values


def make_domain(
    low: float,
    high: float,
    *,
    dtype: str = "float64",
    extreme: tuple[float, float] | None = None,
    whole: bool = False,
    step: float = 0.0,
    log: bool = False,
    special: tuple[float, ...] = (),
    nice: tuple[float, ...] = (),
) -> Domain:
    """The domain of `low..high` in a dtype: bounds rounded inward, what the dtype cannot hold left out.

    Raises:
        ValueError: with what is wrong, if nothing of `low..high` is left.
    """
    whole = whole or not dtype.startswith("float")
    bounds = _inward(low, high, dtype, whole=whole)
    if bounds is None:
        raise ValueError(f"{low:g} to {high:g}, which holds no {'whole number' if whole else 'number'} in {dtype}")
    if log and bounds[0] <= 0:
        raise ValueError(f"{low:g} to {high:g} on a logarithmic scale")
    low, high = bounds
    outer = None if extreme is None else _inward(*extreme, dtype, whole=whole)
    special = tuple(float(value) for value in special if _holds(value, dtype, whole=whole))
    nice = tuple(float(value) for value in nice if _holds(value, dtype, whole=whole))
    pool = special or tuple(dict.fromkeys(v for v in (0.0, 1.0, -1.0, low, high) if low <= v <= high))
    return Domain(
        dtype=dtype, low=low, high=high, extreme=outer, whole=whole, step=step, log=log, special=special, nice=nice, pool=pool,
        small=_small(low, high), narrow=dtype in _NARROW,
    )  # fmt: skip


def _inward(low: float, high: float, dtype: str, *, whole: bool) -> tuple[float, float] | None:
    """The bounds as numbers of the dtype inside `low..high`; None if there are none."""
    if dtype == "bool":
        limits = (0.0, 1.0)
    elif not dtype.startswith("float"):
        info = np.iinfo(dtype)
        limits = (float(max(info.min, -_EXACT)), float(min(info.max, _EXACT)))
    elif dtype == "float64":
        limits = (-math.inf, math.inf)
    else:
        # A quarter of the largest number: a difference of two inputs must not overflow by itself.
        most = float(np.finfo(dtype).max) / 4
        limits = (-most, most)
        low, high = _away_from_zero(low, high, float(np.finfo(dtype).tiny))
    low, high = max(float(low), limits[0]), min(float(high), limits[1])
    if whole and math.isfinite(low) and math.isfinite(high):
        low, high = float(math.ceil(low)), float(math.floor(high))
    if dtype in _NARROW and low <= high:
        low, high = _rounded_up(low, dtype), -_rounded_up(-high, dtype)
    return (low, high) if low <= high else None


def _away_from_zero(low: float, high: float, tiny: float) -> tuple[float, float]:
    """A bound that keeps 0 out must not become 0."""
    return (max(low, tiny) if low > 0 else low), (min(high, -tiny) if high < 0 else high)


def _rounded_up(value: float, dtype: str) -> float:
    number = np.dtype(dtype).type(value)
    return float(number) if float(number) >= value else float(np.nextafter(number, np.dtype(dtype).type(math.inf)))


def _holds(value: float, dtype: str, *, whole: bool) -> bool:
    """Whether the dtype holds the value, to its own precision."""
    if not dtype.startswith("float"):
        return math.isfinite(value) and float(value).is_integer() and _inward(value, value, dtype, whole=True) is not None
    if not math.isfinite(value) or value == 0:
        return True
    info = np.finfo(dtype)
    return float(info.smallest_subnormal) <= abs(value) <= float(info.max) and (not whole or float(value).is_integer())


def _small(low: float, high: float) -> tuple[int, int] | None:
    """Up to 2 SMALL + 1 whole numbers of the range, those nearest to 0."""
    first, last = max(low, -_EXACT), min(high, _EXACT)
    if math.ceil(first) > math.floor(last):
        return None
    start, stop = math.ceil(first), math.floor(last)
    if start > SMALL:
        return start, min(stop, start + SMALL)
    if stop < -SMALL:
        return max(start, stop - SMALL), stop
    return max(start, -SMALL), min(stop, SMALL)


def as_array(values: object) -> NDArray[np.float64]:
    """A latent from any numbers."""
    return np.asarray(values, dtype=np.float64)
