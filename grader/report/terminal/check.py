"""The report of one check in the terminal: the verdict first, the command to type last."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from grader.model.enums import Verdict
from grader.report.screen import LABEL, Screen, columns, next_lines, wrap
from grader.report.telling import Telling, tell

if TYPE_CHECKING:
    from collections.abc import Iterator

    from grader.model.exercise import Exercise
    from grader.model.report import Report
    from grader.report.rows import Row

PRINTED_LINES: Final = 12
PRINTED_COLUMNS: Final = 400
_VERDICTS: Final = {
    Verdict.PASS: "green",
    Verdict.WRONG: "red",
    Verdict.ERRORED: "red",
    Verdict.TIMEOUT: "red",
    Verdict.CRASHED: "red",
    Verdict.GRADER_BUG: "magenta",
}
"""The others are yellow: nothing was judged, or not to the end."""
_CHANGED: Final = {"-": ("red",), "+": ("green",), "@": ("dim",)}
_LABELS: Final = {"got": ("red",), "expected": ("green",), "try": ("bold", "yellow")}


def check(report: Report, exercise: Exercise | None, screen: Screen | None = None) -> str:
    """The whole text of a check, without a newline at its end.

    `exercise` may be absent (one that is no longer in its bank); then what was asked is told in general words.
    """
    screen = screen or Screen()
    return "\n".join(_lines(tell(report, exercise, screen.width, screen.prose), screen))


def _lines(telling: Telling, screen: Screen) -> Iterator[str]:
    yield from _headline(telling, screen)
    loud = [row for row in telling.rows if not row.quiet]
    quiet = [row for row in telling.rows if row.quiet]
    for row in loud:
        yield from _row(row, screen)
    yield from _printed(telling, screen)
    yield from _changes(telling, screen)
    for row in quiet:
        yield from _row(row, screen)
    yield from next_lines(telling.next, screen)


def _headline(telling: Telling, screen: Screen) -> Iterator[str]:
    verdict = screen.paint(telling.verdict.value, "bold", _VERDICTS.get(telling.verdict, "yellow"))
    start = f"{verdict}  {screen.paint(telling.exercise, 'bold')}"
    if len(telling.verdict.value) + 5 + columns(telling.exercise + telling.what) <= screen.prose:
        yield f"{start}   {telling.what}"
        return
    yield start
    yield from (" " * LABEL + line for line in wrap(telling.what, screen.prose - LABEL))


def _row(row: Row, screen: Screen) -> Iterator[str]:
    styles = ("dim",) if row.quiet else _LABELS.get(row.label, ("bold",))
    for place, line in enumerate(row.lines):
        label = f"{row.label if place == 0 else '':<{LABEL}}"
        text = screen.paint(line, "dim") if row.quiet else line
        yield ((screen.paint(label, *styles) if place == 0 else label) + text).rstrip()


def _changes(telling: Telling, screen: Screen) -> Iterator[str]:
    """The diff from the code that was handed out."""
    if not telling.changes:
        return
    yield screen.paint("-- what you changed ".ljust(screen.prose, "-"), "dim")
    for line in telling.changes:
        yield screen.paint(line, *_CHANGED.get(line[:1], ()))
    yield screen.paint("-" * screen.prose, "dim")


def _printed(telling: Telling, screen: Screen) -> Iterator[str]:
    """What the answer printed, between rules that say whose it is."""
    if not telling.printed.strip():
        return
    title = "-- printed by your code "
    yield screen.paint(title.ljust(screen.prose, "-"), "dim")
    lines = telling.printed.strip("\n").split("\n")
    for line in lines[:PRINTED_LINES]:
        cut = len(line) - PRINTED_COLUMNS
        yield line if cut <= 0 else f"{line[:PRINTED_COLUMNS]}... ({cut} more characters)"
    left = len(lines) - PRINTED_LINES
    rest = [f"{left} more lines"] if left > 0 else []
    rest += ["the rest was not kept"] if telling.printed_cut else []
    yield screen.paint((f"-- {', '.join(rest)} " if rest else "").ljust(screen.prose, "-"), "dim")
