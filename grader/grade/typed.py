"""`check_typed`: a typed answer is read and compared with the right one, and what can be said of it is found."""

from __future__ import annotations

import re
import sys
import time
from typing import TYPE_CHECKING, Any, Final

import msgspec

from grader import __version__
from grader.answers import pose
from grader.model.answers import AnswerError
from grader.model.enums import Check, CheckOutcome, Fact, Level, Source, Verdict
from grader.model.report import Cases, CheckResult, Diagnosis, Durations, Finding, Isolation, Remark, Report, Typed
from grader.model.typed import ChoiceContent, DeriveContent, PredictContent

if TYPE_CHECKING:
    from grader.answers import Posed
    from grader.grade.answer import Answer
    from grader.model.exercise import Exercise

_COMMENT: Final = re.compile(r"(?<!\S)#.*")


class Found(msgspec.Struct, frozen=True, kw_only=True):
    """What comparing an answer with the right one came to."""

    fact: Fact | None = None
    """None where it is right."""
    typed: dict[str, Any] = {}
    """Fields of `Typed`."""
    diagnosis: Diagnosis | None = None


def check_typed(exercise: Exercise, answer: Answer, number: int) -> Report:
    """Grade the answer to question `number`.

    Raises:
        ContentError: where the question cannot be put, or its own answer cannot be read.
    """
    started = time.perf_counter()
    posed = pose(exercise, number)
    text = typed_text(answer.text)
    if answer.missing or answer.unreadable is not None or not text:
        return _unread(exercise, answer, posed, started)
    try:
        found = _compared(exercise, posed, text)
    except AnswerError as error:
        remark = Remark(error.fault, error.facts, error.position, error.length)
        found = Found(fact=Fact.NOT_READ, typed={"remark": remark})
    return _report(exercise, answer, posed, found, text, started)


def typed_text(text: str) -> str:
    """What was typed: comments left out, whole lines or behind an answer; the lines that are left on one line."""
    lines = [_COMMENT.sub("", line).strip() for line in text.lstrip("\ufeff").splitlines()]
    return " ".join(line for line in lines if line)


def _compared(exercise: Exercise, posed: Posed, text: str) -> Found:
    match exercise.content:
        case ChoiceContent() as content:
            from grader.grade.choosing import chosen

            return chosen(content, posed, text)
        case DeriveContent() as content:
            from grader.grade.deriving import derived

            return derived(content, posed, text)
        case PredictContent() as content:
            from grader.grade.predicting import predicted

            return predicted(content, posed, text)
    raise AssertionError(exercise.form)


def _unread(exercise: Exercise, answer: Answer, posed: Posed, started: float) -> Report:
    """There is no text to compare."""
    if answer.missing:
        return _report(exercise, answer, posed, Found(fact=Fact.MISSING_FUNCTION), "", started, Verdict.MISSING)
    if answer.unreadable is not None:
        return _report(exercise, answer, posed, Found(fact=Fact.UNREADABLE_FILE), "", started, Verdict.UNREADABLE)
    return _report(exercise, answer, posed, Found(fact=Fact.NOT_STARTED), "", started, Verdict.NOT_STARTED)


def _report(
    exercise: Exercise, answer: Answer, posed: Posed, found: Found, text: str, started: float, verdict: Verdict | None = None
) -> Report:
    """The report; the verdict follows from what was found unless there was nothing to compare."""
    if verdict is None:
        verdict = Verdict.PASS if found.fact is None else Verdict.UNREADABLE if found.fact is Fact.NOT_READ else Verdict.WRONG
    return Report(
        exercise=exercise.key,
        title=exercise.content.title,
        verdict=verdict,
        seed=posed.number,
        cases=Cases(1 if verdict in (Verdict.PASS, Verdict.WRONG) else 0, Source.DRAWN),
        isolation=Isolation(Level.L0, {}),
        checks=_checks(verdict),
        findings=() if found.fact is None else (_finding(found.fact, answer),),
        diagnosis=found.diagnosis,
        durations=Durations(total=time.perf_counter() - started),
        answer=answer.text,
        path=answer.path,
        digest=exercise.digest,
        versions={"dlprep": __version__, "python": ".".join(map(str, sys.version_info[:3]))},
        typed=Typed(number=posed.number, ask=posed.ask, text=text, **found.typed),
    )


def _finding(fact: Fact, answer: Answer) -> Finding:
    check = Check.RIGHT if fact in (Fact.NOT_EQUAL, Fact.NOT_DECIDED, Fact.OTHER_OPTION, Fact.OTHER_VALUE) else Check.READ
    return Finding(check=check, fact=fact, raised=answer.unreadable)


def _checks(verdict: Verdict) -> tuple[CheckResult, ...]:
    """Two things are asked: that the answer can be read, and that it is right."""
    if verdict in (Verdict.MISSING, Verdict.NOT_STARTED):
        return ()
    read, right = verdict is not Verdict.UNREADABLE, verdict is Verdict.PASS
    outcomes = (
        (Check.READ, CheckOutcome.PASSED if read else CheckOutcome.FAILED),
        (Check.RIGHT, CheckOutcome.PASSED if right else CheckOutcome.FAILED if read else CheckOutcome.NOT_RUN),
    )
    return tuple(CheckResult(check, str(check), outcome, 1, int(outcome is CheckOutcome.FAILED)) for check, outcome in outcomes)
