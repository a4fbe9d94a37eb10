"""What a report says of a typed answer as a whole."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from grader.model.answers import AnswerFault, Flag, Note
from grader.model.enums import Fact, Verdict
from grader.model.typed import Drawn
from grader.words.learner.commands import edit_line, plain_check, show_command
from grader.words.learner.facts import fact_sentence
from grader.words.learner.typed import answer_fault, answer_flag, answer_note

if TYPE_CHECKING:
    from grader.model.content import Content
    from grader.model.report import Remark, Report

LETTER: Final = "letter"
"""The code of a remark: no option has the name that was typed."""
_HEADLINES: Final = {
    Verdict.PASS: "the answer to question {number} is right",
    Verdict.WRONG: "the answer to question {number} is not right",
    Verdict.UNREADABLE: "the answer cannot be read",
    Verdict.NOT_STARTED: "no answer is written yet",
    Verdict.MISSING: "there is no answer to check yet",
}


def drawn_anew(content: Content) -> bool:
    """Whether the next question differs from this one."""
    return not isinstance(content, Drawn) or bool(content.params or content.variants)


def typed_headline(report: Report) -> str:
    """The verdict in words."""
    assert report.typed is not None
    return _HEADLINES[report.verdict].format(number=report.typed.number)


def typed_fact(report: Report) -> str:
    """What the main finding says where values do not say it; or nothing."""
    undecided = report.findings and report.findings[0].fact is Fact.NOT_DECIDED
    return fact_sentence(report.findings[0]) if undecided else ""


def remark_sentence(remark: Remark) -> str:
    """Why a text cannot be read."""
    if remark.code == LETTER:
        letters = remark.facts["letters"]
        return f"no option has this name; the answer is one letter from {letters[0]} to {letters[-1]}"
    return answer_fault(AnswerFault(remark.code), remark.facts)


def note_sentence(remark: Remark) -> str:
    """How something was read that could be read otherwise, or what to know about a comparison."""
    return answer_flag(Flag(remark.code)) if remark.code in set(Flag) else answer_note(Note(remark.code))


def question_line(report: Report) -> str:
    """Which question this was, and how to get it again."""
    assert report.typed is not None
    return f"question {report.typed.number} of {report.exercise}"


def typed_next(report: Report, *, anew: bool) -> str:
    """After a wrong answer: the new question first, where there is one."""
    again = edit_line(report.path, report.exercise) if report.path else f"{plain_check(report.exercise)} --answer TEXT"
    return f"{show_command(report.exercise)} for a new question, then {again}" if anew else again
