"""mpmath numbers that watch the comparisons they decide: to repeat them nearby, and to see how close they were."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from mpmath import mp

from grader.truth.reals import Reals

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from grader.truth.scalars import Scalar

CLOSE_BITS: Final = 18
"""Numbers whose difference is so many bits smaller than they are may compare otherwise in float32."""


class Recording(Reals):
    """Remembers every comparison, so that nearby inputs can be held to the same branches."""

    def __init__(self) -> None:
        super().__init__()
        self.decisions: list[Any] = []
        self.margins: list[int | None] = []
        """Binary exponent of each difference that decided; None for no difference, and between whole numbers."""

    def compare(self, holds: Callable[[Any, Any], Any], a: Scalar, b: Scalar) -> Any:
        self.decisions.append(bool(holds(a, b)))
        self.margins.append(_margin(a, b))
        return self.decisions[-1]

    def choose(self, values: Sequence[Scalar], sign: int) -> int:
        best = super().choose(values, sign)
        self.decisions.append(best)
        margins = [_margin(value, values[best]) for index, value in enumerate(values) if index != best]
        self.margins.append(None if None in margins else min((margin for margin in margins if margin is not None), default=None))
        return best


class Replaying(Reals):
    """Takes the branches that a recording took; `crossed` says whether a program in floating point may take another one."""

    def __init__(self, decisions: Sequence[Any]) -> None:
        super().__init__()
        self._left = iter(decisions)
        self.crossed = False

    def compare(self, holds: Callable[[Any, Any], Any], a: Scalar, b: Scalar) -> Any:
        return self._follow(bool(holds(a, b)), ((a, b),))

    def choose(self, values: Sequence[Scalar], sign: int) -> int:
        best = super().choose(values, sign)
        return int(self._follow(best, [(value, values[best]) for k, value in enumerate(values) if k != best]))

    def _follow(self, wanted: Any, sides: Sequence[tuple[Scalar, Scalar]]) -> Any:
        taken = next(self._left, wanted)  # a truth function may compare more often elsewhere
        if not self.crossed:
            self.crossed = taken != wanted or any(_close(a, b) for a, b in sides)
        return taken


class Watching(Reals):
    """Measures how close the closest comparison of reals came to its kink."""

    def __init__(self) -> None:
        super().__init__()
        self.margin: Any = mp.inf

    def compare(self, holds: Callable[[Any, Any], Any], a: Scalar, b: Scalar) -> Any:
        if holds.__name__ not in ("eq", "ne"):  # `p == 0` guards a formula; it is no kink
            self._note(a, b)
        return holds(a, b)

    def choose(self, values: Sequence[Scalar], sign: int) -> int:
        best = super().choose(values, sign)
        for index, value in enumerate(values):
            if index != best:
                self._note(value, values[best])
        return best

    def _note(self, a: Scalar, b: Scalar) -> None:
        if isinstance(a, int) and isinstance(b, int):
            return
        gap = abs(a - b)
        self.margin = min(self.margin, gap)


def _margin(a: Scalar, b: Scalar) -> int | None:
    """Binary exponent of a difference; None where it is 0 or not finite, or of whole numbers."""
    if isinstance(a, int) and isinstance(b, int):
        return None
    _, mantissa, exponent, bits = (a - b)._mpf_
    return int(exponent + bits) if mantissa else None


def _close(a: Scalar, b: Scalar) -> bool:
    """Whether rounding in float32 or better could tell the two apart otherwise."""
    if isinstance(a, int) and isinstance(b, int):
        return False
    sizes = [x.bit_length() if isinstance(x, int) else x._mpf_[2] + x._mpf_[3] for x in (a, b)]
    margin = _margin(a, b)
    return margin is None or margin <= max(0, *sizes) - CLOSE_BITS
