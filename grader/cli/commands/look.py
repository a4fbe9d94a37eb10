"""`dlprep list`, `progress`, `log`, and bare `dlprep`: where things stand."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from grader.cli.passing import with_context
from grader.model.enums import ExitCode

if TYPE_CHECKING:
    from grader.cli.context import Context
    from grader.model.exercise import Summary


@click.command("list")
@click.argument("text", required=False, metavar="[TEXT]")
@click.option("--done", "state", flag_value="done", help="Only those that are solved.")
@click.option("--todo", "state", flag_value="todo", help="Only those that are not.")
@click.option("--track", metavar="TRACK", help="Only those of one track.")
@click.option("--difficulty", type=click.Choice(["easy", "medium", "hard"]), help="Only those of one difficulty.")
@click.option("--json", "as_json", is_flag=True, help="One JSON object on stdout.")
@with_context
def list_command(
    context: Context, text: str | None, state: str | None, track: str | None, difficulty: str | None, as_json: bool
) -> int:
    """List the exercises and what is done.

    TEXT filters by id and title.
    """
    from grader.coach import by_track
    from grader.report.terminal.listing import listing, listing_json

    progress = context.store.progress()
    found = [
        summary
        for summary in by_track(context.library.summaries())
        if _wanted(summary, text, track, difficulty)
        and (state is None or (progress.of(summary.key).solved_at is not None) is (state == "done"))
    ]
    context.show(listing_json(found, progress) if as_json else listing(found, progress, context.screen))
    return ExitCode.ACCEPTED


def _wanted(summary: Summary, text: str | None, track: str | None, difficulty: str | None) -> bool:
    if track is not None and summary.track != track:
        return False
    if difficulty is not None and summary.difficulty != difficulty:
        return False
    return text is None or text.lower() in f"{summary.key} {summary.title}".lower()


@click.command("progress")
@click.option("--json", "as_json", is_flag=True, help="One JSON object on stdout.")
@with_context
def progress_command(context: Context, as_json: bool) -> int:
    """Show how far you are, by track."""
    from grader.coach import by_track
    from grader.report.terminal.listing import progress_json, progress_table

    summaries, progress = by_track(context.library.summaries()), context.store.progress()
    context.show(progress_json(summaries, progress) if as_json else progress_table(summaries, progress, context.screen))
    return ExitCode.ACCEPTED


@click.command("log")
@click.argument("key", required=False, metavar="[ID]")
@click.option("--attempt", type=int, metavar="N", help="Show the whole report of attempt N again.")
@with_context
def log_command(context: Context, key: str | None, attempt: int | None) -> int:
    """List the attempts of an exercise."""
    if attempt is not None:
        from grader.report.terminal.check import check

        report = context.store.report(attempt)
        context.show(check(report, None, context.screen))
        return ExitCode.ACCEPTED
    from grader.report.terminal.listing import attempts

    exercise = context.exercise(key)
    context.show(attempts(exercise, context.store.attempts(exercise.key), context.screen))
    return ExitCode.ACCEPTED


def where_am_i(context: Context) -> None:
    """The current exercise, how the last check went, and the command to type next."""
    from grader.report.terminal.listing import status

    context.show(status(context.library.summaries(), context.store.progress(), context.screen))
