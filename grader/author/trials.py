"""Right answers, checked as a learner's are, and the time that it takes."""

from __future__ import annotations

import statistics
from typing import TYPE_CHECKING

from grader.author.telling import told
from grader.grade import check_answer
from grader.model.enums import CheckOutcome, Verdict
from grader.model.proof import Proved, Timing

if TYPE_CHECKING:
    from collections.abc import Iterable

    from grader.model.exercise import Exercise
    from grader.model.report import Report


class Trials:
    """Checks of right answers, and beside the first ones empty checks, so that both meet the same load of the machine."""

    EMPTY = 3

    def __init__(self, exercise: Exercise) -> None:
        self.exercise = exercise
        self._checks: list[float] = []
        self._empty: list[float] = []

    def passes(self, name: str, source: str, seeds: Iterable[int], path: str = "reference") -> Proved:
        """Whether an answer passes every draw, and everything is asked of it in some case; `path` is the key that it stands at."""
        cases = 0
        for seed in seeds:
            report = check_answer(self.exercise, source, seed=seed)
            if report.verdict is not Verdict.PASS:
                detail, more = told(self.exercise, report, path)
                return Proved(name, holds=False, detail=detail, more=more)
            idle = [check.name for check in report.checks if check.outcome is CheckOutcome.NOT_RUN]
            if idle:
                return Proved(name, holds=False, detail=f"asked of no case: {', '.join(idle)}")
            cases += report.cases.count
            self._time(report, seed)
        return Proved(name, holds=True, detail=f"{cases} cases")

    def timing(self) -> Timing | None:
        """The median of both; None where nothing passed."""
        return Timing(statistics.median(self._checks), statistics.median(self._empty)) if self._checks else None

    def _time(self, report: Report, seed: int) -> None:
        """Note how long it took, and an empty check: that of a file without the function, of which nothing is asked."""
        again = (
            check_answer(self.exercise, report.answer, seed=seed) if not self._checks else report
        )  # the first one wrote its script
        self._checks.append(again.durations.total)
        if len(self._empty) < self.EMPTY:
            self._empty.append(check_answer(self.exercise, "pass\n", seed=seed).durations.total)
