"""What a report says of a typed answer as a whole."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from grader.model.enums import Fact, Verdict
from grader.model.typed import Drawn
from grader.words.learner.commands import edit_line, show_command

if TYPE_CHECKING:
    from grader.model.content import Content
    from grader.model.report import Report

_HEADLINES: Final = {
    Verdict.PASS: "the answer to question {number} is right",
    Verdict.WRONG: "the answer to question {number} is not right",
    Verdict.UNREADABLE: "the answer cannot be read",
    Verdict.NOT_STARTED: "no answer is written yet",
    Verdict.MISSING: "there is no answer to check yet",
}
_FACTS: Final = {
    Fact.NOT_DECIDED: "it could not be decided whether the two are equal; write the answer in a plainer form",
}
"""Facts that need a sentence beside the values."""


def drawn_anew(content: Content) -> bool:
    """Whether the next question differs from this one."""
    return not isinstance(content, Drawn) or bool(content.params or content.variants)


def typed_headline(report: Report) -> str:
    """The verdict in words."""
    assert report.typed is not None
    return _HEADLINES[report.verdict].format(number=report.typed.number)


def typed_fact(report: Report) -> str:
    """What the main finding says where its values do not; or nothing."""
    return _FACTS.get(report.findings[0].fact, "") if report.findings else ""


def question_line(report: Report) -> str:
    """Which question this was, and how to get it again."""
    assert report.typed is not None
    return f"question {report.typed.number} of {report.exercise}"


def typed_next(report: Report, *, anew: bool) -> str:
    """After a wrong answer: the new question first, where there is one."""
    again = edit_line(report.path, report.exercise) if report.path else f"dlprep check {report.exercise} --answer TEXT"
    return f"{show_command(report.exercise)} for a new question, then {again}" if anew else again
