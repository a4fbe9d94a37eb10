"""`dlprep author`: for instructors."""

from __future__ import annotations

import shlex
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import click

from grader.cli.passing import with_context
from grader.model.enums import ExitCode, Form

if TYPE_CHECKING:
    from grader.cli.context import Context


@click.group("author")
def author_command() -> None:
    """For instructors: write exercises, and prove that they grade."""


BANK: Final = click.option("--bank", "banks", multiple=True, metavar="DIR", help="A bank, as after `dlprep`.")


@author_command.command("check")
@click.argument("keys", nargs=-1, metavar="[ID]...")
@click.option("--all", "every", is_flag=True, help="Every exercise: of the banks that --bank names, else of the built-in one.")
@click.option("--jobs", type=click.IntRange(1), metavar="N", help="Processes; as many as there are cores, unless said.")
@click.option("--seed", type=click.IntRange(0), metavar="N", help="Where the fresh draws begin; chosen anew unless said.")
@click.option("--no-mutants", is_flag=True, help="Leave the mutants of the reference out.")
@click.option(
    "--equivalent-cases",
    type=click.IntRange(1),
    default=100_000,
    show_default=True,
    metavar="N",
    help="Fresh cases that a mutant declared equivalent has to survive.",
)
@click.option("--json", "as_json", is_flag=True, help="One JSON object on stdout.")
@click.option(
    "--html", "page", type=click.Path(dir_okay=False, path_type=Path), metavar="FILE", help="Write a page over all of it."
)
@BANK
@with_context
def check_command(context: Context, keys: tuple[str, ...], banks: tuple[str, ...], **options: Any) -> int:
    """Prove that each exercise (or each ID) grades.

    Right answers pass, wrong ones are told by name, mutants of the reference are killed.
    """
    from grader.cli.proving import Asked, run_proofs

    return run_proofs(context.with_banks(banks), Asked(keys=keys, **options))


@author_command.command("new")
@click.argument("exercise_id", metavar="ID")
@click.option(
    "--form",
    type=click.Choice([form.value for form in Form]),
    default=Form.CODE.value,
    show_default=True,
    help="A function to write or to repair; an expression, a number or an option to give.",
)
@click.option("--track", metavar="TRACK", help="The folder below exercises/, made if need be; may be left out where there is one.")
@click.option("--bank", "folder", metavar="DIR", help="The bank, in place of this folder; one that is none becomes one.")
@with_context
def new_command(context: Context, exercise_id: str, form: str, track: str | None, folder: str | None) -> int:
    """Begin an exercise.

    Writes its YAML and, where there is one, its reference function, with a mark at everything that is left to write. Never writes
    over a file.
    """
    from grader.author import new_exercise
    from grader.words import scaffold

    root = Path(folder or (context.named_folders[-1] if context.named_folders else "."))
    wrote = new_exercise(root, exercise_id, track, Form(form))
    for one in wrote:
        context.say(scaffold.wrote(str(one.path), created=one.created))
    bank = "" if root.resolve() == Path(context.library.banks[0].folder).resolve() else f"--bank {shlex.quote(str(root))} "
    context.say(
        scaffold.next_step(
            str(wrote[0].path), f"dlprep {bank}author check {exercise_id}", reference=any(one.path.suffix == ".py" for one in wrote)
        )
    )
    return ExitCode.ACCEPTED


@author_command.command("preview")
@click.argument("key", metavar="ID")
@click.option(
    "--html", "page", is_flag=False, flag_value="", metavar="[FILE]", help="Write a page, if no FILE is named a temporary one."
)
@BANK
@with_context
def preview_command(context: Context, key: str, page: str | None, banks: tuple[str, ...]) -> int:
    """Show a statement as the learner sees it.

    Below it stands what the learner sees later: hints, what is said of mistakes, the explanation, the interview.
    """
    from grader.cli.authored import authored

    context = context.with_banks(banks)
    exercise = authored(context, key, f"author preview {key}")
    if page is not None:
        from grader.cli.pages import write_preview
        from grader.words import commands

        context.show(commands.page_written(str(write_preview(exercise, page))))
        return ExitCode.ACCEPTED
    from grader.cli.pages import first_question
    from grader.report.terminal.statement import kept_back, statement

    context.show(statement(exercise, context.screen, "", first_question(exercise)))
    context.show(kept_back(exercise, context.screen))
    return ExitCode.ACCEPTED


@author_command.command("schema")
@with_context
def schema_command(context: Context) -> int:
    """Print the JSON Schema of an exercise's YAML, for editors."""
    import json

    from grader.bank import json_schema

    context.show(json.dumps(json_schema(), indent=2))
    return ExitCode.ACCEPTED


@author_command.command("format")
@with_context
def format_command(context: Context) -> int:
    """Explain every key of an exercise's YAML.

    In a terminal page by page.
    """
    import sys

    from grader.author import format_text

    if sys.stdout.isatty():
        click.echo_via_pager(format_text())
    else:
        context.show(format_text().rstrip("\n"))
    return ExitCode.ACCEPTED
