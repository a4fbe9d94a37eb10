"""One finding as rows: asked, input, got, expected, differs, and the lines of the answer that led there."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final

import msgspec

from grader.model.enums import Check, Fact, Layout
from grader.report.rows import Room, Row
from grader.words import learner
from grader.words.clean import clean, one_line
from grader.words.display import FEW, Text, compare, display, is_cut
from grader.words.layout import lay_out, prefixed
from grader.words.numbers import in_array, rounded
from grader.words.paste import can_paste, paste
from grader.words.shown import entry

if TYPE_CHECKING:
    from collections.abc import Iterator

    from grader.model.content import CodeContent
    from grader.model.report import Finding, Report, Shown

ENTRIES: Final = 5
"""Differing entries that are listed."""
FRAMES: Final = 3

_LAYOUTS: Final = {
    Layout.FORTRAN: "arrays in Fortran order: columns lie together in memory",
    Layout.STRIDED: "arrays as strided views: neighbours do not lie together in memory",
    Layout.READONLY: "arrays read-only",
    Layout.LIST: "arrays as nested Python lists",
}
_NARROW: Final = frozenset({"float32", "float16"})
_GOT: Final = frozenset(
    {
        Fact.FORBIDDEN_IMPORT, Fact.FORBIDDEN_NAME, Fact.MISSING_FUNCTION, Fact.UNREADABLE_FILE, Fact.NOT_STARTED, Fact.RAISED,
        Fact.ASKED_FOR_INPUT, Fact.TIMED_OUT, Fact.CRASHED, Fact.WROTE_READONLY, Fact.DID_NOT_RAISE, Fact.RAISED_OTHER,
        Fact.SLOW, Fact.REFUSED, Fact.WARNED, Fact.INPUT_CHANGED, Fact.SHARES_MEMORY,
    }
)  # fmt: skip
"""Facts that are themselves what was got; the others are told beside values."""


def finding_rows(finding: Finding, report: Report, content: CodeContent | None, room: Room) -> Iterator[Row]:
    """The main finding of `report`, told in full."""
    yield room.told("asked", one_line(learner.asked(finding, content), 1000))
    yield from _inputs(finding, report, room)
    yield from _results(finding, room)
    yield from _places(finding, report)


def expected_shown(finding: Finding) -> Shown | None:
    """The expected value in the dtype that was asked for: findings hold the truth in float64."""
    shown, got = finding.expected_value, finding.got_value
    if shown is None or shown.type != "array" or shown.dtype != "float64":
        return shown
    if finding.fact is Fact.WRONG_DTYPE:
        return msgspec.structs.replace(shown, dtype=str(finding.expected))
    if got is None or got.dtype not in _NARROW:
        return shown
    narrow = msgspec.structs.replace(shown, dtype=got.dtype)
    left, right = compare(got, narrow, finding.wrong_at)
    return narrow if left.doc != right.doc else shown  # nearer to each other than that dtype can say


def result_texts(finding: Finding) -> tuple[Text | None, Text | None]:
    """`got` and `expected` as they are shown side by side; either may be absent."""
    got = finding.got_value
    # A property says what is wrong; that the values may agree besides would only confuse.
    expected = None if finding.check is Check.PROPERTY else expected_shown(finding)
    if got is None or expected is None:
        return (display(got, FEW) if got is not None else None), (display(expected, FEW) if expected is not None else None)
    if finding.index and (is_cut(got) or is_cut(expected)):
        left, right = _told_apart(entry(got, finding.index), entry(expected, finding.index))
        at = learner.index_text(finding.index)
        return Text(f"{left} at {at}", display(got, FEW).kind), Text(f"{right} at {at}", display(expected, FEW).kind)
    return compare(got, expected, finding.wrong_at or ((finding.index,) if finding.index else ()))


def worst_entries(finding: Finding, most: int = ENTRIES) -> list[tuple[str, str, str]]:
    """Index, got and expected of the worst entries."""
    if finding.got_value is None or finding.expected_value is None:
        return []
    pairs = [(index, entry(finding.got_value, index), entry(finding.expected_value, index)) for index in finding.wrong_at[:most]]
    return [(learner.index_text(index), *_told_apart(a, b)) for index, a, b in pairs if a is not None and b is not None]


def own_line(report: Report, file: str, line: int) -> str:
    """That line of the graded text, if `file` is the answer's own."""
    own = not file or _base(file) == _base(report.path)
    lines = report.answer.splitlines()
    return clean(lines[line - 1].strip(), 200) if own and 0 < line <= len(lines) else ""


def _inputs(finding: Finding, report: Report, room: Room) -> Iterator[Row]:
    lines: list[str] = []
    for name, value in finding.inputs.items():
        lines += lay_out(prefixed(f"{name} = ", paste(value) if can_paste(value) else display(value, FEW).doc), room.width)
    if lines and finding.shrunk:
        note = f"# shrunk from {one_line(finding.from_shape, 100)}" if finding.from_shape else "# shrunk"
        if len(lines[0]) + len(note) + 4 <= room.width:
            lines[0] += f"    {note}"
        else:
            lines.insert(0, note)
    if lines:
        yield Row("input", tuple(lines), code=True)
    if not all(map(can_paste, finding.inputs.values())):
        yield room.told("", f"not shown whole; {learner.check_command(report, with_seed=True)} --json has more")
    if finding.layout in set(_LAYOUTS):
        yield room.told("passed", _LAYOUTS[Layout(finding.layout)])


def _results(finding: Finding, room: Room) -> Iterator[Row]:
    sentence = learner.fact_sentence(finding)
    if finding.fact in _GOT:
        yield room.told("got", sentence)
        return
    got, expected = result_texts(finding)
    if got is not None:
        yield _value("got", got, room)
    if expected is not None:
        yield _value("expected", expected, room)
    yield room.told("differs" if got is not None else "got", sentence)
    if any(value is not None and is_cut(value) for value in (finding.got_value, finding.expected_value)):
        yield from _entries(finding)


def _value(label: str, text: Text, room: Room) -> Row:
    lines = text.lines(room.width)
    if text.kind and len(lines[-1]) + 3 + len(text.kind) <= room.width:
        lines[-1] += f"   {text.kind}"
    elif text.kind:
        lines.append(text.kind)
    return Row(label, tuple(lines), code=True)


def _entries(finding: Finding) -> Iterator[Row]:
    """The worst entries one by one, where the arrays are not shown whole."""
    told = worst_entries(finding)
    widths = [max((len(row[column]) for row in told), default=0) for column in range(3)]
    lines = [f"{at:<{widths[0]}}  got {a:>{widths[1]}}  expected {b:>{widths[2]}}" for at, a, b in told]
    if len(lines) > 1:
        yield Row("", tuple(lines), code=True)


def _places(finding: Finding, report: Report) -> Iterator[Row]:
    """The learner's lines that led there; ours are never among them."""
    frames = finding.raised.frames if finding.raised is not None else ()
    shown = frames if len(frames) <= FRAMES else (frames[0], *frames[-FRAMES + 1 :])
    for frame in shown:
        where = f"{one_line(frame.file)}:{frame.line}, in {one_line(frame.function, 100)}"
        yield _place(where, own_line(report, frame.file, frame.line))
    if not frames and finding.line:
        yield _place(f"{report.path or 'the answer'}:{finding.line}", own_line(report, "", finding.line))


def _place(where: str, source: str) -> Row:
    return Row("at", (where, f"    {source}") if source else (where,), code=True)


def _told_apart(got: Any, expected: Any) -> tuple[str, str]:
    for digits in (FEW, 9, 12, 15, 17):
        left, right = in_array(rounded(got, digits)), in_array(rounded(expected, digits))
        if left != right:
            break
    return left, right


def _base(path: str) -> str:
    return re.split(r"[\\/]", path)[-1]
