"""The page of one check."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final
from urllib.parse import quote

from grader.model.enums import Verdict
from grader.report.html.markup import formula, markdown, minute, render
from grader.report.html.plots import plots
from grader.report.html.views import WIDTH, answer_lines, check_rows, code_lines, places, results
from grader.report.screen import LABEL
from grader.report.telling import tell
from grader.words import learner
from grader.words.numbers import plural

if TYPE_CHECKING:
    from datetime import datetime, tzinfo

    from grader.model.exercise import Exercise
    from grader.model.report import Report
    from grader.report.telling import Telling

_SIGNS: Final = {Verdict.PASS: "✓", Verdict.GRADER_BUG: "!", Verdict.MISSING: "○", Verdict.NOT_STARTED: "○"}
_TONES: Final = {Verdict.PASS: "good", Verdict.NOT_STARTED: "open", Verdict.MISSING: "open", Verdict.REFUSED: "open"}
_OWN_WAY: Final = frozenset({"input", "got", "expected", "", "at", "try", "also", "ran", "checks", "isolated"})
"""Rows that the page does not simply list."""


def check_page(
    report: Report,
    exercise: Exercise | None,
    *,
    reference: str = "",
    at: datetime | None = None,
    history: str = "",
    zone: tzinfo | None = None,
    program: str = learner.PROGRAM,
) -> str:
    """A whole HTML page.

    Args:
        report: of the check.
        exercise: for the statement; absent if it is no longer in its bank.
        reference: the reference's source, given only once the learner may see it; hints are never shown.
        at: when it was checked.
        history: relative link to the page of the whole history.
        zone: of the time shown; local unless given.
        program: how the command to type next begins.
    """
    telling = tell(report, exercise, WIDTH + LABEL)
    lines, lines_left = answer_lines(report)
    return render(
        "check.html",
        title=report.title or report.exercise,
        history=quote(history),
        exercise=_exercise(report, exercise),
        verdict=report.verdict.value,
        sign=_SIGNS.get(report.verdict, "✗"),
        tone=_TONES.get(report.verdict, "bad"),
        headline=telling.what if report.typed is not None else learner.headline(report.verdict),
        finding=_finding(report, telling),
        printed=telling.printed.strip("\n"),
        printed_cut=telling.printed_cut,
        answer=lines,
        answer_left=plural(lines_left, "more line") if lines_left else "",
        path=report.path or "the answer",
        reference=code_lines(reference) if reference and report.typed is None else (),
        right=markdown(reference) if reference and report.typed is not None else "",
        explain=markdown(exercise.content.explain) if reference and exercise is not None and exercise.content.explain else "",
        checks=check_rows(report),
        checks_line=learner.checks_line(report),
        changes=telling.changes,
        record=_record(report, at, zone),
        next=learner.with_program(telling.next, program),
    )


def _finding(report: Report, telling: Telling) -> dict[str, Any]:
    """The main finding: the same rows as in the terminal, values aside."""
    if report.typed is not None:
        return _typed(report, telling)
    first = report.findings[0] if report.findings and report.verdict is not Verdict.PASS else None
    rows = {row.label: row for row in telling.rows}
    told = [(row.label, " ".join(row.lines)) for row in telling.rows if row.label not in _OWN_WAY]
    got = rows.get("got")
    return {
        "typed": "",
        "what": telling.what if first is not None and first.case else "",
        "also": " ".join(rows["also"].lines) if "also" in rows else "",
        "rows": told if got is None or got.code else _in_place(told, " ".join(got.lines), rows),
        "input_title": "Smallest input" if first is not None and first.shrunk else "Input",
        "input": "\n".join(rows["input"].lines) if "input" in rows else "",
        "note": " ".join(" ".join(row.lines) for row in telling.rows if not row.label and not row.code),
        "results": results(first) if first is not None else None,
        "plots": plots(first) if first is not None else None,
        "places": places(report) if first is not None else (),
        "advice": " ".join(rows["try"].lines) if "try" in rows else "",
    }


def _typed(report: Report, telling: Telling) -> dict[str, Any]:
    """A typed answer: its rows as they are, and how it was read as a formula."""
    assert report.typed is not None
    remark = report.typed.remark
    marked = remark is not None and bool(remark.length)
    told = [(row.label, " ".join(row.lines)) for row in telling.rows if row.label not in ("typed", "try", "ran")]
    typed = next(("\n".join(row.lines) if marked else " ".join(row.lines) for row in telling.rows if row.label == "typed"), "")
    return {
        "what": "",
        "also": "",
        "input": "",
        "results": None,
        "plots": None,
        "places": (),
        "rows": told,
        "typed": typed,
        "formula": formula(report.typed.formula) if report.typed.formula else "",
        "advice": next((" ".join(row.lines) for row in telling.rows if row.label == "try"), ""),
    }


def _in_place(told: list[tuple[str, str]], got: str, rows: dict[str, Any]) -> list[tuple[str, str]]:
    """What was got, where it is a sentence, after what was asked."""
    after = 1 if "asked" in rows else 0
    return [*told[:after], ("got", got), *told[after:]]


def _exercise(report: Report, exercise: Exercise | None) -> dict[str, Any]:
    if exercise is None:
        return {"key": report.exercise, "track": "", "facts": "", "statement": "", "terms": ()}
    content = exercise.content
    return {
        "key": exercise.key,
        "track": exercise.track,
        "facts": learner.about(content),
        "statement": markdown(report.typed.ask if report.typed is not None else content.ask),
        "terms": learner.contract(content),
    }


def _record(report: Report, at: datetime | None, zone: tzinfo | None) -> list[tuple[str, str]]:
    """What it takes to repeat the check, and what it ran under."""
    durations = report.durations
    rows = [
        ("again", learner.check_command(report, with_seed=True)),
        ("cases", learner.cases_line(report)),
        ("isolation", learner.isolation_text(report.isolation)),
        ("time", f"{durations.total:.2f} s in all, {durations.answer:.2f} s of it in the answer"),
        ("checked", minute(at, zone) if at is not None else ""),
        ("versions", ", ".join(f"{name} {version}" for name, version in report.versions.items())),
        ("exercise", f"version {report.digest[:12]}" if report.digest else ""),
    ]
    return [(label, text) for label, text in rows if text]
