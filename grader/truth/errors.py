"""What truth can say instead of a value: facts for `build`, which makes the author's faults of them."""

from __future__ import annotations

from typing import Any


class Undecided(Exception):  # noqa: N818 - the word of the design, and no fault
    """The truth of a case could not be settled: the draw is dropped."""

    def __init__(self, reason: str, case: str = "") -> None:
        super().__init__(f"{case}: {reason}" if case else reason)
        self.reason, self.case = reason, case


class ReferenceWrong(Exception):  # noqa: N818 - says what is wrong
    """Reference and truth (or two implementations) disagree by more than rounding explains."""

    def __init__(
        self,
        case: str,
        what: str,
        *,
        part: str = "",
        index: tuple[int, ...] = (),
        expected: Any = None,
        got: Any = None,
        allowed: float | None = None,
    ) -> None:
        place = part + (str(list(index)) if index else "")
        where = f"{case}: {what}" + (f" at {place}" if place else "")
        limit = f", allowed {allowed:.3g}" if allowed is not None else ""
        super().__init__(f"{where}: got {got}, expected {expected}{limit}")
        self.case, self.what, self.part, self.index = case, what, part, index
        self.expected, self.got, self.allowed = expected, got, allowed
        """`allowed`: the largest difference that rounding explains."""


class NotCertified(Exception):  # noqa: N818 - says what is missing
    """The truth's derivatives, closed form or values do not agree between independent witnesses."""

    def __init__(self, what: str, where: str, gap: Any = None, witness: str = "") -> None:
        size = "" if gap is None else f" (gap {float(gap):.3g})"
        super().__init__(f"{what} of {where}{size}" + (f", against {witness}" if witness else ""))
        self.what, self.where, self.witness = what, where, witness
        self.gap = None if gap is None else float(gap)
        """Relative to the largest entry."""


class NotSymbolic(Exception):  # noqa: N818 - says what is missing
    """A program takes a branch that depends on a real value outside `where`: sympy has no value for it."""
