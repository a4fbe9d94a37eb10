"""What the page of a check shows, as finished text: templates place it and decide nothing."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any, Final

import msgspec

from grader.model.enums import CheckOutcome
from grader.report.finding import expected_shown, own_line, result_texts, worst_entries
from grader.words import learner
from grader.words.clean import clean, one_line
from grader.words.display import FEW
from grader.words.numbers import in_array, of_expected, quantity, rounded
from grader.words.shown import entry

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from grader.model.report import CheckResult, Finding, Report, Shown

WIDTH: Final = 62
"""Columns of code and numbers on the page."""
SIDE: Final = 6
ENTRIES: Final = 12
"""Rows of the table of entries."""
LINES: Final = 400
"""Lines of an answer that the page shows."""
COLUMNS: Final = 400
_DIGITS: Final = (FEW, 7, 9, 12, 15, 17)


class Cell(msgspec.Struct, frozen=True):
    text: str
    wrong: bool = False


class Matrix(msgspec.Struct, frozen=True):
    """A vector or matrix shown whole; `rows` of cells."""

    label: str
    kind: str
    rows: tuple[tuple[Cell, ...], ...]


class Value(msgspec.Struct, frozen=True):
    """A value as text."""

    label: str
    text: str
    kind: str


class Entry(msgspec.Struct, frozen=True):
    """One wrong entry: where, got, expected, how far off."""

    at: str
    got: str
    expected: str
    off: str


class Line(msgspec.Struct, frozen=True):
    text: str
    note: str = ""
    """Why this line is marked; empty where it is not."""


class CheckRow(msgspec.Struct, frozen=True):
    name: str
    outcome: str
    cases: str


class Results(msgspec.Struct, frozen=True):
    """Got beside expected: as matrices where they fit, else as text, and the wrong entries one by one."""

    matrices: tuple[Matrix, ...]
    texts: tuple[Value, ...]
    entries: tuple[Entry, ...]
    left: int
    """Wrong entries that are not listed."""


def results(finding: Finding) -> Results:
    """The values of a finding."""
    got, expected = finding.got_value, expected_shown(finding)
    texts = result_texts(finding)
    wrong = finding.error.wrong if finding.error is not None else 0
    listed = tuple(_entries(finding)) if got is not None and expected is not None else ()
    if got is not None and expected is not None and _fits(got) and _fits(expected) and texts[1] is not None:
        pair = _matrices(got, expected, finding.wrong_at)
        return Results(pair, (), listed, max(0, wrong - len(listed)))
    pairs = zip(("got", "expected"), texts, strict=True)
    shown = tuple(Value(label, "\n".join(text.lines(WIDTH)), text.kind) for label, text in pairs if text is not None)
    return Results((), shown, listed, max(0, wrong - len(listed)))


def _fits(shown: Shown) -> bool:
    return shown.type == "array" and len(shown.shape) in (1, 2) and 0 not in shown.shape and max(shown.shape) <= SIDE


def _matrices(got: Shown, expected: Shown, wrong_at: Sequence[Sequence[int]]) -> tuple[Matrix, ...]:
    wrong = {tuple(index) for index in wrong_at} if got.shape == expected.shape else set()
    digits = next((d for d in _DIGITS if _told_apart(got, expected, wrong, d)), _DIGITS[-1])
    return (_matrix("got", got, wrong, digits), _matrix("expected", expected, set(), digits))


def _matrix(label: str, shown: Shown, wrong: set[tuple[int, ...]], digits: int) -> Matrix:
    rows = shown.data if len(shown.shape) == 2 else [shown.data]
    cells = tuple(
        tuple(Cell(in_array(rounded(value, digits, shown.dtype)), _place(shown, i, j) in wrong) for j, value in enumerate(row))
        for i, row in enumerate(rows)
    )
    return Matrix(label, f"{shown.dtype} {shown.shape}", cells)


def _place(shown: Shown, row: int, column: int) -> tuple[int, ...]:
    return (row, column) if len(shown.shape) == 2 else (column,)


def _told_apart(got: Shown, expected: Shown, wrong: set[tuple[int, ...]], digits: int) -> bool:
    return all(rounded(entry(got, i), digits, got.dtype) != rounded(entry(expected, i), digits, expected.dtype) for i in wrong)


def _entries(finding: Finding) -> Iterator[Entry]:
    assert finding.got_value is not None
    assert finding.expected_value is not None
    told = worst_entries(finding, ENTRIES)
    for (at, got, expected), index in zip(told, finding.wrong_at, strict=False):
        yield Entry(at, got, expected, _off(entry(finding.got_value, index), entry(finding.expected_value, index)))


def _off(got: Any, expected: Any) -> str:
    if not all(isinstance(value, int | float) and math.isfinite(value) for value in (got, expected)):
        return "not a number" if "nan" in (got, expected) else "infinite"
    size = abs(float(got) - float(expected))
    relative = of_expected(size / abs(expected)) if expected else ""
    return quantity(size) + (f" ({relative})" if relative else "")


def answer_lines(report: Report) -> tuple[tuple[Line, ...], int]:
    """The graded text with the lines marked that the main finding points at, and how many lines are left out."""
    finding = report.findings[0] if report.findings else None
    notes: dict[int, str] = {}
    if finding is not None:
        for frame in finding.raised.frames if finding.raised is not None else ():
            if own_line(report, frame.file, frame.line):
                notes[frame.line] = "raised here"
        if finding.line:
            notes[finding.line] = "here"
    lines = clean(report.answer).split("\n")
    lines = lines[:-1] if lines and not lines[-1] else lines
    shown = tuple(Line(_cut(text), notes.get(number, "")) for number, text in enumerate(lines[:LINES], 1))
    return shown, len(lines) - len(shown)


def code_lines(source: str) -> tuple[Line, ...]:
    return tuple(Line(_cut(text)) for text in clean(source).rstrip("\n").split("\n"))


def _cut(text: str) -> str:
    return text if len(text) <= COLUMNS else f"{text[:COLUMNS]}... ({len(text) - COLUMNS} more characters)"


def check_rows(report: Report) -> tuple[CheckRow, ...]:
    return tuple(CheckRow(learner.check_name(check), check.outcome.value, _cases(check)) for check in report.checks)


def _cases(check: CheckResult) -> str:
    if check.outcome is CheckOutcome.NOT_RUN:
        return ""
    return f"{check.failed} of {check.cases}" if check.failed else str(check.cases)


def places(report: Report) -> tuple[str, ...]:
    """The learner's frames of an exception, innermost last."""
    finding = report.findings[0] if report.findings else None
    if finding is None or finding.raised is None:
        return ()
    return tuple(f"{one_line(f.file)}:{f.line}, in {one_line(f.function, 100)}" for f in finding.raised.frames[-SIDE:])
