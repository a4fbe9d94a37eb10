"""The rows of a report on a typed answer."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from grader.report.rows import Room, Row
from grader.words.clean import one_line
from grader.words.learner.advice import diagnosis_text
from grader.words.learner.posed import note_sentence, question_line, remark_sentence, typed_fact

if TYPE_CHECKING:
    from collections.abc import Iterator

    from grader.model.report import Report


def typed_rows(report: Report, room: Room) -> Iterator[Row]:
    """What was typed, how it was read, where it differs."""
    typed = report.typed
    assert typed is not None
    from grader.words.learner.typed import caret_lines

    if typed.text and typed.remark is not None and typed.remark.length:
        yield Row("typed", tuple(caret_lines(typed.text, typed.remark.position, typed.remark.length, room.prose)), code=True)
    elif typed.text:
        yield room.told("typed", one_line(typed.text, 400))
    told = [
        ("read as", _readable(typed.read_as) if typed.read_as != typed.text else ""),
        *(("note", note_sentence(note)) for note in typed.notes),
        ("at", ", ".join(f"{name} = {value}" for name, value in typed.at.items())),
        ("got", typed.got),
        ("expected", typed.expected),
        ("found", typed_fact(report)),
        ("problem", remark_sentence(typed.remark) if typed.remark is not None else ""),
    ]
    yield from (room.told(label, one_line(text, 1000)) for label, text in told if text)
    if report.diagnosis is not None:
        said = _readable(diagnosis_text(report.diagnosis))
        yield room.told("try", f"{one_line(said, 2000)} [{one_line(report.diagnosis.code, 100)}]")
    yield room.told("ran", question_line(report), quiet=True)


def _readable(text: str) -> str:
    """Formulas between dollars as text, marks of code left out."""
    if "$" not in text:
        return text
    from grader.report.formula import formula_text

    return re.sub(r"\$([^$]+)\$", lambda formula: formula_text(formula[1]), text)
