"""The rows of a report on a typed answer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from grader.report.rows import Room, Row
from grader.words.clean import one_line
from grader.words.learner.posed import question_line, typed_fact

if TYPE_CHECKING:
    from collections.abc import Iterator

    from grader.model.report import Report


def typed_rows(report: Report, room: Room) -> Iterator[Row]:
    """What was typed, how it was read, where it differs."""
    typed = report.typed
    assert typed is not None
    from grader.words.learner.typed import caret, note_sentence, remark_sentence

    if typed.text and typed.remark is not None and typed.remark.length:
        yield Row("typed", tuple(caret(typed.text, typed.remark.position, typed.remark.length, room.prose)), code=True)
    elif typed.text:
        yield room.told("typed", one_line(typed.text, 400))
    if typed.read_as and typed.read_as != typed.text:
        yield room.told("read as", one_line(typed.read_as, 1000))
    for note in typed.notes:
        yield room.told("note", note_sentence(note))
    if typed.at:
        yield room.told("at", ", ".join(f"{name} = {value}" for name, value in typed.at.items()))
    if typed.got:
        yield room.told("got", typed.got)
    if typed.expected:
        yield room.told("expected", typed.expected)
    fact = typed_fact(report)
    if fact:
        yield room.told("found", fact)
    if typed.remark is not None:
        yield room.told("problem" if typed.remark.length else "found", remark_sentence(typed.remark))
    if report.diagnosis is not None:
        yield room.told("try", f"{one_line(report.diagnosis.text, 2000)} [{one_line(report.diagnosis.code, 100)}]")
    yield room.told("ran", question_line(report), quiet=True)
