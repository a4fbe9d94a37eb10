"""What went wrong in one case, as facts; `grader.judge.findings` makes the report's findings of them."""

from __future__ import annotations

import math
from typing import Any

import msgspec

from grader.model.case import ErrorFacts
from grader.model.enums import Check, Fact
from grader.model.report import Error


class Failure(msgspec.Struct, frozen=True, kw_only=True):
    """One check that one case did not meet."""

    check: Check
    fact: Fact
    part: str = ""
    severity: float = math.inf
    """Relative error of the worst entry; infinite where there is no such number. The shrinker keeps it visible."""
    index: tuple[int, ...] = ()
    wrong_at: tuple[tuple[int, ...], ...] = ()
    expected: Any = None
    got: Any = None
    error: Error | None = None
    tolerance: float | None = None
    names: tuple[str, ...] = ()
    raised: ErrorFacts | None = None
    line: int = 0

    @property
    def kind(self) -> tuple[str, ...]:
        """What must stay the same for a smaller case to show the same failure."""
        same_names = self.names if self.check in (Check.PROPERTY, Check.NO_MUTATION, Check.NO_ALIASING) else ()
        return (self.check, self.fact, self.part, self.raised.type_name if self.raised else "", *same_names)
