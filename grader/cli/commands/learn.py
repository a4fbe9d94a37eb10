"""`dlprep next`, `show`, `hint`, `solution`, `reset`: one exercise, from its statement to its explanation."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from grader.cli.passing import with_context
from grader.coach import from_here
from grader.model.enums import ExitCode
from grader.model.errors import UsageError
from grader.words import commands

if TYPE_CHECKING:
    from grader.cli.context import Context
    from grader.model.exercise import Exercise


@click.command("next")
@click.argument("key", required=False, metavar="[ID]")
@click.option("--path", "only_path", is_flag=True, help="Print nothing but the path of the answer's file.")
@click.option("--edit", is_flag=True, help="Open the answer in $VISUAL or $EDITOR.")
@with_context
def next_command(context: Context, key: str | None, only_path: bool, edit: bool) -> int:
    """Fetch the next exercise, or ID.

    Its answer begins as a stub in solutions/; a file that is there already is never written over.
    """
    from grader.coach import choose_next
    from grader.grade import grow

    if key is None:
        summaries = context.library.summaries()
        summary = choose_next(summaries, context.store.progress())
        if summary is None:
            context.say(commands.all_solved(len(summaries)))
            return ExitCode.ACCEPTED
        key = summary.key
    exercise = context.exercise(key)
    started = context.workspace.start(exercise)
    context.store.set_current(exercise.key)
    context.tell_set_aside(context.store)
    shown = str(from_here(started.path))
    if only_path:
        context.show(str(started.path))
    else:
        context.say(commands.started(shown, created=started.created))
        context.show(_statement(context, exercise, shown))
    grow(exercise)  # so that the first check need not wait for sympy
    if edit:
        click.edit(filename=str(started.path))
    return ExitCode.ACCEPTED


@click.command("show")
@click.argument("key", required=False, metavar="[ID]")
@with_context
def show_command(context: Context, key: str | None) -> int:
    """Show the statement of an exercise."""
    exercise = context.exercise(key)
    path = context.workspace.answer_path(exercise)
    context.show(_statement(context, exercise, str(from_here(path)) if path.exists() else ""))
    return ExitCode.ACCEPTED


def _statement(context: Context, exercise: Exercise, path: str) -> str:
    """The statement; of a typed exercise with the question that is next."""
    from grader.report.terminal.statement import statement

    if not exercise.form.typed:
        return statement(exercise, context.screen, path)
    from grader.answers import pose
    from grader.coach import question_number

    return statement(exercise, context.screen, path, pose(exercise, question_number(exercise, context.store)))


@click.command("hint")
@click.argument("key", required=False, metavar="[ID]")
@with_context
def hint_command(context: Context, key: str | None) -> int:
    """Show one more hint.

    There are three: a nudge, the method, almost there.
    """
    from grader.coach import next_hint
    from grader.report.terminal.statement import hints

    exercise = context.exercise(key)
    hint = next_hint(exercise, context.store)
    context.show(hints(exercise, len(hint.shown) if hint else 0, context.screen))
    return ExitCode.ACCEPTED


@click.command("solution")
@click.argument("key", required=False, metavar="[ID]")
@click.option("--give-up", is_flag=True, help="Show it before solving; the history will say so.")
@with_context
def solution_command(context: Context, key: str | None, give_up: bool) -> int:
    """Show the reference, once solved.

    Beside it stands why it works, where it breaks, and what it costs.
    """
    from grader.coach import may_see_solution
    from grader.grade import solution_text
    from grader.report.terminal.statement import solution

    exercise = context.exercise(key)
    if not may_see_solution(exercise, context.store.progress()):
        if not give_up:
            raise UsageError(commands.not_solved_yet(exercise.key, context.program))
        context.store.give_up(exercise.key)
    path = context.workspace.answer_path(exercise)
    shown = str(from_here(path)) if path.exists() else ""
    context.show(solution(exercise, solution_text(exercise), context.screen, path=shown))
    return ExitCode.ACCEPTED


@click.command("reset")
@click.argument("key", required=False, metavar="[ID]")
@with_context
def reset_command(context: Context, key: str | None) -> int:
    """Begin an answer anew.

    The old one goes to .dlprep/archive/ first.
    """
    exercise = context.exercise(key)
    archived = context.workspace.reset(exercise)
    if archived is not None:
        context.store.mark_reset(exercise.key, str(archived))
    path = str(from_here(context.workspace.answer_path(exercise)))
    context.show(commands.was_reset(path, str(from_here(archived)) if archived else ""))
    return ExitCode.ACCEPTED
