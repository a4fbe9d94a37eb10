"""`dlprep check`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from grader.cli.context import Context, from_here, with_context
from grader.model.enums import Verdict
from grader.model.errors import UsageError
from grader.words import commands

if TYPE_CHECKING:
    from grader.model.exercise import Exercise
    from grader.model.report import Report


@click.command("check")
@click.argument("target", required=False, metavar="[ID|PATH]")
@click.option("--exercise", "exercise_key", metavar="ID", help="Grade PATH, any file, as an answer to ID; nothing is stored.")
@click.option("--seed", type=click.IntRange(min=0), metavar="N", help="Draw the cases of this seed: the same on every machine.")
@click.option("--json", "as_json", is_flag=True, help="One JSON object on stdout.")
@click.option("--html", "as_html", is_flag=True, help="Also write a page, and say where.")
@with_context
def check_command(
    context: Context, target: str | None, exercise_key: str | None, seed: int | None, as_json: bool, as_html: bool
) -> int:
    """Grade an answer.

    The current exercise's, that of ID, or the file at PATH.
    """
    from grader.grade import check_answer

    exercise, path, kept = _meant(context, target, exercise_key)
    report = check_answer(exercise, path, seed=seed)
    attempt = _keep(context, report) if kept else 0
    _show(context, report, exercise, as_json=as_json)
    if as_html:
        from grader.cli.pages import write_check_page

        context.say(commands.page_written(str(write_check_page(context, report, exercise, attempt))))
    return report.verdict.exit_code


def _meant(context: Context, target: str | None, exercise_key: str | None) -> tuple[Exercise, Path, bool]:
    """The exercise, the answer's file, and whether the attempt belongs to this workspace."""
    if exercise_key is not None:
        if target is None:
            raise UsageError(commands.no_file_named(exercise_key))
        return context.library.find(exercise_key), Path(target), False
    if target is None or not _is_file(target):
        exercise = context.exercise(target)
        return exercise, from_here(context.workspace.answer_path(exercise)), True
    exercise = context.exercise(target)
    path = context.workspace.answer_path(exercise)
    if not path.exists() or not path.samefile(target):
        raise UsageError(commands.not_an_answer(target, exercise.key))
    return exercise, from_here(path), True


def _is_file(target: str) -> bool:
    return ("/" in target or "\\" in target or target.endswith(".py")) and Path(target).is_file()


def _keep(context: Context, report: Report) -> int:
    """Store the attempt before anything is shown: a verdict that was seen is never lost."""
    if report.verdict is Verdict.MISSING and not report.answer:
        return 0  # there is no answer to keep
    context.store.set_current(report.exercise)  # first: an exercise that is passed now was being worked on before
    attempt = context.store.add(report)
    context.tell_set_aside(context.store)
    return attempt


def _show(context: Context, report: Report, exercise: Exercise, *, as_json: bool) -> None:
    if as_json:
        from grader.report.json import to_json

        context.show(to_json(report))
        return
    from grader.report.terminal.check import check

    context.show(check(report, exercise, context.screen))
