"""Where numbers stand along an axis: evenly, or by powers of ten to both sides of 0, with NaN and the infinities at the rim."""

from __future__ import annotations

import math
import statistics
from itertools import pairwise
from typing import TYPE_CHECKING, Final

import msgspec

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

DECADES: Final = 100.0
"""How many times the median the largest number may be before an even axis would crowd the others together."""
SPAN: Final = (1e-150, 1e150)
"""Outside of it, differences of two numbers may overflow or vanish."""
LANE: Final = 0.11
"""Width of the lane of `nan` and of each infinity, of the whole axis."""
PAD: Final = 0.045
STEPS: Final = (1, 2, 3, 5, 10, 20, 50, 100, 200, 500, 1000)
"""Powers of ten from one tick to the next."""
NARROW: Final = 1e-9
BELOW: Final = ("-inf",)
ABOVE: Final = ("inf", "nan")


class Tick(msgspec.Struct, frozen=True):
    at: float
    label: str
    rim: bool = False


class Scale(msgspec.Struct, frozen=True):
    """An axis from 0 to 1."""

    low: float
    high: float
    """Ends of the finite part, as `even` gives them."""
    threshold: int | None = None
    """By powers of ten from this one on, evenly between it and 0; None for evenly everywhere."""
    below: tuple[str, ...] = ()
    above: tuple[str, ...] = ()
    """Lanes at the rim, from the inside outwards."""

    @property
    def inner(self) -> tuple[float, float]:
        """The part of the axis that finite numbers have."""
        return LANE * len(self.below), 1 - LANE * len(self.above)

    def at(self, value: float) -> float:
        """The place of a number between 0 and 1; a finite one beyond the ends stands at the end."""
        text = str(float(value))
        if text in self.above:
            return self.inner[1] + LANE * (self.above.index(text) + 0.5)
        if text in self.below:
            return self.inner[0] - LANE * (self.below.index(text) + 0.5)
        return self.place(self.even(value))

    def place(self, even: float) -> float:
        """As `at`, of a number that is stretched already."""
        first, last = self.inner
        share = (even - self.low) / (self.high - self.low)
        return first + (last - first) * (PAD + (1 - 2 * PAD) * min(max(share, -PAD), 1 + PAD))

    def even(self, value: float) -> float:
        """A number, stretched so that equal steps are equal distances."""
        if self.threshold is None or value == 0:
            return float(value)
        power = math.log10(abs(value)) - self.threshold
        return math.copysign(1 + power if power >= 0 else 10**power, value)

    def ticks(self, most: int) -> list[Tick]:
        """Round numbers along the axis, and the lanes."""
        found = self._round_numbers(most) if self.threshold is None else self._powers(most)
        lanes = [Tick(self.at(float(name)), name, rim=True) for name in (*self.below, *self.above)]
        return [*found, *lanes]

    def _round_numbers(self, most: int) -> list[Tick]:
        from matplotlib.ticker import MaxNLocator

        locator = MaxNLocator(nbins=most, steps=[1, 2, 2.5, 5, 10])
        values = [float(value) for value in locator.tick_values(self.low, self.high) if self.low <= value <= self.high]
        step = min((after - before for before, after in pairwise(values)), default=1.0)
        values = [0.0 if abs(value) < step / 1000 else value for value in values]
        digits = next((n for n in range(3, 17) if _told_apart(values, n, step)), 17)
        return [Tick(self.at(value), f"{value:.{digits}g}") for value in values]

    def _powers(self, most: int) -> list[Tick]:
        assert self.threshold is not None
        sides = [(sign, int(sign * end)) for sign, end in ((-1, self.low), (1, self.high)) if sign * end >= 1]
        zero = self.low <= 0 <= self.high
        found = [Tick(self.at(0.0), "0")] if zero else []
        first = self.threshold + (0 if zero else int(min(abs(self.low), abs(self.high))) - 1)
        for sign, steps in sides:
            last = self.threshold + steps - 1
            step = next(step for step in STEPS if (last - first) // step < max(1, most // len(sides)))
            powers = list(range(last - last % step, first - 1, -step)) or [last]
            ticks = [Tick(self.place(sign * (1 + power - self.threshold)), _power(sign, power)) for power in powers]
            found += [tick for tick in ticks if not zero or abs(tick.at - found[0].at) > 0.5 / most]
        return found


def scale_of(
    values: Iterable[float], *, powers: bool = False, floor: float = 0.0, symmetric: bool = False, like: Scale | None = None
) -> Scale:
    """The axis on which all these numbers can be told apart, as far as can be.

    Args:
        values: every number that it shows; NaN and infinities get a lane each.
        powers: by powers of ten whatever the numbers are.
        floor: numbers nearer to 0 than this need not be told apart.
        symmetric: as far below 0 as above.
        like: another axis, by whose powers of ten (or evenly, as it does) this one goes.
    """
    given = [float(value) for value in values]
    kinds = {str(value) for value in given if not math.isfinite(value)}
    finite = [value for value in given if math.isfinite(value)] or [0.0]
    if symmetric:
        finite += [-value for value in finite]
    sizes = [size for size in map(abs, finite) if size > floor] or [size for size in [floor] if size > 0]
    threshold = math.floor(math.log10(min(sizes))) if sizes and (powers or _crowded(sizes)) else None
    threshold = threshold if like is None else like.threshold
    low, high = _ends(finite, threshold)
    return Scale(low, high, threshold, tuple(k for k in BELOW if k in kinds), tuple(k for k in ABOVE if k in kinds))


def _crowded(sizes: Sequence[float]) -> bool:
    return max(sizes) > DECADES * statistics.median(sizes) or not SPAN[0] < max(sizes) < SPAN[1]


def _ends(finite: Sequence[float], threshold: int | None) -> tuple[float, float]:
    low, high = min(finite), max(finite)
    if threshold is not None:
        bare = Scale(0.0, 1.0, threshold)
        low, high = math.floor(bare.even(low)), math.ceil(bare.even(high))
        return (low, high) if low < high else (low - 1.0, high + 1.0)
    if high - low <= NARROW * max(abs(low), abs(high)):
        room = 0.5 * max(abs(low), abs(high)) or 1.0
        return low - room, high + room
    return low, high


def _told_apart(values: Sequence[float], digits: int, step: float) -> bool:
    return all(abs(float(f"{value:.{digits}g}") - value) < step / 100 for value in values)


def _power(sign: int, power: int) -> str:
    size = f"{10.0**power:g}" if -4 < power < 5 else f"1e{power:+03d}"
    return size if sign > 0 else f"-{size}"
