"""Every entry of a finding as arrays, with what is wrong among them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import msgspec
import numpy as np

from grader.words.learner import index_text
from grader.words.numbers import quantity

if TYPE_CHECKING:
    from grader.model.report import Entries, Shown

Array = Any
"""Of float64."""

LARGEST: Final = float(np.finfo(np.float64).max)


class Table(msgspec.Struct, frozen=True):
    """Arrays of one shape; `difference` is got - expected, NaN where one of them is not finite and the entry is wrong."""

    got: Array
    expected: Array
    tolerance: Array
    """0 where any number would do: no band can be drawn there."""
    difference: Array
    wrong: Array
    """True where an entry is outside its tolerance."""

    @property
    def far(self) -> Array:
        """Wrong in a way that no distance tells: one of the two is NaN or infinite."""
        return self.wrong & ~np.isfinite(self.difference)

    def told(self) -> list[str]:
        """Each entry in a few words, row by row: what a mark of a plot says when it is pointed at."""
        places = np.ndindex(self.got.shape)
        return [
            f"{index_text(place)}: got {_number(self.got[place])}, expected {_number(self.expected[place])}" for place in places
        ]


def table(entries: Entries) -> Table:
    """The entries of a finding, each judged again as the judge did."""
    got, expected, allowed = (_array(shown) for shown in (entries.got, entries.expected, entries.tolerance))
    with np.errstate(all="ignore"):
        difference = got - expected
        same = (got == expected) | (np.isnan(got) & np.isnan(expected))
        wrong = ~(same | (np.isfinite(expected) & (np.abs(difference) <= allowed)))
    held = np.clip(difference, -LARGEST, LARGEST)  # of numbers at opposite ends it overflows
    difference = np.where(same, 0.0, np.where(np.isfinite(got) & np.isfinite(expected), held, np.nan))
    return Table(got, expected, np.where(np.isfinite(allowed), allowed, 0.0), difference, wrong)


def _array(shown: Shown) -> Array:
    return np.array(shown.data, dtype=np.float64).reshape(shown.shape)


def _number(value: float) -> str:
    return quantity(float(value)) if np.isfinite(value) else str(float(value))
