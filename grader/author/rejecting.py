"""Wrong answers of the author: they fail in the way that is meant, and are recognized by name."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from grader.author.telling import where
from grader.bank import answer_source
from grader.coach import stub
from grader.grade import check_answer, mistake_code
from grader.model.enums import CheckOutcome, Fact, Verdict
from grader.model.proof import MISTAKE, Proved
from grader.words.learner import error_text
from grader.words.proving import as_another, mistake_passes, start_passes, typo

if TYPE_CHECKING:
    from grader.model.exercise import Exercise
    from grader.model.report import Report

_SLIPS: Final = frozenset({"NameError", "UnboundLocalError", "AttributeError", "SyntaxError", "ImportError", "ModuleNotFoundError"})
"""What a slip of the pen raises: a learner's mistake is made in code that runs."""


def start_fails(exercise: Exercise, seed: int) -> Proved:
    """The broken code of a debug exercise does not pass, and runs."""
    name = "the broken start fails"
    report = check_answer(exercise, stub(exercise), seed=seed)
    if report.verdict is Verdict.PASS:
        return _fails(exercise, name, start_passes(), "start")
    slip = _slip(report)
    return _fails(exercise, name, typo(slip), "start") if slip else Proved(name, holds=True)


def mistake_recognized(exercise: Exercise, number: int, seed: int) -> Proved:
    """One of the known mistakes is rejected, for what it does, and told by name."""
    mistake, path = exercise.code.mistakes[number], f"mistakes[{number}]"
    name = f"{MISTAKE}{mistake.name}"
    report = check_answer(exercise, answer_source(exercise, mistake), seed=seed)
    if report.verdict is Verdict.PASS:
        return _fails(exercise, name, mistake_passes(), path)
    slip = _slip(report)
    if slip:
        return _fails(exercise, name, typo(slip), path)
    if report.diagnosis is None or report.diagnosis.code != mistake_code(mistake.name):
        return _fails(exercise, name, as_another(report.verdict, report.diagnosis.code if report.diagnosis else ""), path)
    return Proved(name, holds=True, detail=f"{report.verdict}, recognized")


def _fails(exercise: Exercise, name: str, detail: str, path: str) -> Proved:
    return Proved(name, holds=False, detail=detail, more=(f"at        {where(exercise, path)}",))


def _slip(report: Report) -> str:
    """The error of an answer that nowhere comes to a result, where a slip of the pen raises such ones; else nothing."""
    finding = report.findings[0] if report.findings else None
    if finding is None or finding.raised is None or finding.raised.type_name not in _SLIPS:
        return ""
    runs = [check for check in report.checks if check.name == "runs"]
    everywhere = not report.checks or any(check.outcome is CheckOutcome.FAILED and check.failed == check.cases for check in runs)
    return error_text(finding.raised) if everywhere or finding.fact is Fact.UNREADABLE_FILE else ""
