"""A report as labelled rows of text: what terminal and page both show, so that they cannot disagree."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

import msgspec

from grader.model.content import CodeContent
from grader.model.enums import Form, Verdict
from grader.report.rows import Room, Row
from grader.report.screen import LABEL
from grader.words import learner
from grader.words.clean import clean, one_line

if TYPE_CHECKING:
    from collections.abc import Iterator

    from grader.model.content import Content
    from grader.model.exercise import Exercise
    from grader.model.report import Report

PRINTED: Final = 100_000
"""Characters of the answer's own output that any reader sees."""
_NOT_RUN: Final = frozenset({Verdict.MISSING, Verdict.REFUSED, Verdict.GRADER_BUG, Verdict.UNREADABLE})
"""Verdicts of answers that never ran: how they were isolated says nothing."""


class Telling(msgspec.Struct, frozen=True):
    """A report in the order in which it is read."""

    verdict: Verdict
    exercise: str
    what: str
    """The case, or the verdict in words where no case matters."""
    rows: tuple[Row, ...]
    printed: str
    printed_cut: bool
    next: str
    changes: tuple[str, ...] = ()
    """The diff from broken code to the right answer."""


def tell(report: Report, exercise: Exercise | None, width: int, prose: int | None = None) -> Telling:
    """`report` in rows of at most `width` columns, labels included; running text in at most `prose`."""
    content = exercise.content if exercise is not None else None
    if report.typed is not None:
        return _typed(report, content, Room(width - LABEL, (prose or width) - LABEL))
    assert content is None or isinstance(content, CodeContent)
    room = Room(width - LABEL, (prose or width) - LABEL)
    return Telling(
        verdict=report.verdict,
        exercise=report.exercise,
        what=what(report),
        rows=tuple(_rows(report, content, room)),
        printed=clean(report.output, PRINTED),
        printed_cut=report.output_cut,
        next=learner.next_line(report),
        changes=_changes(report, exercise),
    )


def _changes(report: Report, exercise: Exercise | None) -> tuple[str, ...]:
    """See `grader.report.changes`, which most checks need not load."""
    if exercise is None or exercise.form is not Form.DEBUG or report.verdict is not Verdict.PASS:
        return ()
    from grader.report.changes import changes

    return changes(exercise.content, report.answer)


def _typed(report: Report, content: Content | None, room: Room) -> Telling:
    """A typed answer in rows."""
    from grader.report.typed import typed_rows
    from grader.words.learner.posed import drawn_anew, typed_headline, typed_next

    after_wrong = report.verdict is Verdict.WRONG and content is not None
    return Telling(
        verdict=report.verdict,
        exercise=report.exercise,
        what=typed_headline(report),
        rows=tuple(typed_rows(report, room)),
        printed="",
        printed_cut=False,
        next=typed_next(report, anew=drawn_anew(content)) if after_wrong and content is not None else learner.next_line(report),
    )


def what(report: Report) -> str:
    """The case of the main finding, or the verdict in words."""
    case = one_line(report.findings[0].case, 100) if report.findings else ""
    if report.verdict is Verdict.PASS or not case:
        return learner.headline(report.verdict)
    return case if re.fullmatch(r"case \d+", case) else f'case "{case}"'


def advice(report: Report, content: CodeContent | None) -> str:
    """The one line of advice, or nothing."""
    if report.verdict in (Verdict.PASS, Verdict.GRADER_BUG):
        return ""
    has_hints = content is not None and content.hints
    hint = learner.hint_command(report.exercise) if has_hints else ""
    return learner.try_line(report.findings[0] if report.findings else None, report.diagnosis, hint)


def _rows(report: Report, content: CodeContent | None, room: Room) -> Iterator[Row]:
    if report.findings and report.verdict is not Verdict.PASS:
        from grader.report.finding import finding_rows

        yield from finding_rows(report.findings[0], report, content, room)
    elif report.verdict is Verdict.MISSING and report.path:
        yield room.told("asked", f"an answer in {report.path}")
    if report.problem:
        yield room.told("problem", one_line(report.problem, 2000))
    text = advice(report, content)
    if text:
        yield room.told("try", text + (f" [{one_line(report.diagnosis.code, 100)}]" if report.diagnosis is not None else ""))
    if report.findings[1:]:
        yield room.told("also", learner.also_line(report.findings[1:]))
    yield from _quiet(report, room)


def _quiet(report: Report, room: Room) -> Iterator[Row]:
    isolation = "" if report.verdict in _NOT_RUN else learner.isolation_line(report.isolation)
    said = (("ran", learner.cases_line(report)), ("checks", learner.checks_line(report)), ("isolated", isolation))
    return (room.told(label, text, quiet=True) for label, text in said if text)
