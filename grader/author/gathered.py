"""What a proof finds out beside its steps."""

from __future__ import annotations

from typing import TYPE_CHECKING

from grader.model.proof import Proved

if TYPE_CHECKING:
    from grader.model.errors import BankError
    from grader.model.proof import Score, Timing, Witness


class Gathered:
    """Figures of one proof, as far as they are known."""

    def __init__(self) -> None:
        self.witnesses: tuple[Witness, ...] = ()
        self.timing: Timing | None = None
        self.score: Score | None = None


def refused(name: str, error: BankError) -> Proved:
    """The step at which the exercise was refused."""
    fault = error.faults[0]
    place = ": ".join(filter(None, [f"{fault.file}:{fault.line}" if fault.line else "", fault.path]))
    more = (*fault.shown, *((f"hint      {fault.hint}",) if fault.hint else ()))
    return Proved(name, holds=False, detail=f"{place}: found {fault.found}, expected {fault.expected}", more=more)
