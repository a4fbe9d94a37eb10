"""Writes HTML pages: one for a check, and one over the whole history that links to them."""

from __future__ import annotations

import os
import tempfile
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from grader.model.errors import UsageError
from grader.words import operator

if TYPE_CHECKING:
    from collections.abc import Sequence

    from grader.answers import Posed
    from grader.cli.context import Context
    from grader.model.exercise import Exercise
    from grader.model.progress import Attempt
    from grader.model.proof import Failed, Proof
    from grader.model.report import Report

PAGES = "pages"
INDEX = "index.html"


def write_check_page(context: Context, report: Report, exercise: Exercise | None, attempt: int, at: datetime | None = None) -> Path:
    """The page of one check, in `.dlprep/pages/`; in the temporary folder for one that is not an attempt of this workspace."""
    from grader.report.html import check_page

    show = partial(check_page, report, exercise, reference=_reference(context, exercise), at=at, program=context.program)
    if not attempt:
        descriptor, name = tempfile.mkstemp(prefix=f"dlprep-{report.exercise.replace('/', '-')}-", suffix=".html")
        os.close(descriptor)
        return _write(Path(name), show())
    path = pages(context) / page_name(attempt)
    return _write(path, show(history=INDEX if at else ""))


def pages(context: Context) -> Path:
    """The folder of the workspace's pages."""
    return context.workspace.state / PAGES


def page_name(attempt: int) -> str:
    return f"attempt-{attempt}.html"


def write_history(context: Context) -> Path:
    """`index.html` over every attempt, and the pages of attempts that have none yet or are the latest of their exercise."""
    from grader.report.html import HistoryRow, history_page

    summaries = {summary.key: summary for summary in context.library.summaries()}
    progress = context.store.progress()
    rows = []
    for key in dict.fromkeys([*summaries, *progress.standings]):
        made = context.store.attempts(key)
        exercise = context.library.find(key) if key in summaries else None
        without = frozenset(attempt.id for attempt in made if not _has_page(context, exercise, attempt, latest=attempt is made[-1]))
        rows.append(HistoryRow(key, summaries.get(key), progress.of(key), made, without))
    page = history_page(rows, at=datetime.now(UTC), page_name=page_name, program=context.program)
    return _write(pages(context) / INDEX, page)


def write_preview(exercise: Exercise, file: str) -> Path:
    """The page of a statement; in the temporary folder where no file is named."""
    from grader.coach import stub
    from grader.report.html import preview_page

    path = Path(file or os.path.join(tempfile.gettempdir(), f"dlprep-preview-{exercise.id}.html"))  # noqa: PTH118
    question = first_question(exercise)
    return _write(path, preview_page(exercise, stub(exercise), question.ask if question is not None else ""))


def first_question(exercise: Exercise) -> Posed | None:
    """Of a typed exercise, the question that a learner meets first."""
    if not exercise.form.typed:
        return None
    from grader.answers import pose

    return pose(exercise, 1)


def write_bank_page(path: Path, proofs: Sequence[Proof], failed: Sequence[Failed]) -> Path:
    """The page over what was proved of a bank."""
    from grader.report.html import bank_page

    return _write(path, bank_page(proofs, failed, at=datetime.now(UTC)))


def _has_page(context: Context, exercise: Exercise | None, attempt: Attempt, *, latest: bool) -> bool:
    """Whether an attempt has a page after this; one whose report another version stored has none."""
    if not latest and (pages(context) / page_name(attempt.id)).exists():
        return True
    try:
        report = context.store.report(attempt.id)
    except UsageError:
        return False
    write_check_page(context, report, exercise, attempt.id, attempt.at)
    return True


def _reference(context: Context, exercise: Exercise | None) -> str:
    """The reference's source, where the learner may see it."""
    from grader.coach import may_see_solution
    from grader.grade import solution_text

    if exercise is None or not may_see_solution(exercise, context.store.progress()):
        return ""
    return solution_text(exercise)


def _write(path: Path, text: str) -> Path:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    except OSError as error:
        raise UsageError(operator.cannot_write(str(path), error.strerror or str(error))) from None
    return path
