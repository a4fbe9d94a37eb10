"""`dlprep author`: for instructors."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from grader.cli.passing import with_context
from grader.model.enums import ExitCode

if TYPE_CHECKING:
    from grader.cli.context import Context


@click.group("author")
def author_command() -> None:
    """For instructors: prove that exercises grade."""


@author_command.command("check")
@click.argument("keys", nargs=-1, metavar="[ID]...")
@click.option("--no-mutants", is_flag=True, help="Leave the mutants of the reference out.")
@click.option(
    "--equivalent-cases",
    type=click.IntRange(1),
    default=100_000,
    show_default=True,
    metavar="N",
    help="Fresh cases that a mutant declared equivalent has to survive.",
)
@with_context
def check_command(context: Context, keys: tuple[str, ...], *, no_mutants: bool, equivalent_cases: int) -> int:
    """Prove that each exercise (or each ID) grades: right answers pass, wrong ones are told by name, mutants are killed."""
    from grader.author import Wish, prove
    from grader.words.proof import proof_lines

    for bank in context.library.banks if not keys else ():
        bank.load_all()  # every fault of a bank at once, before anything is run
    names = keys or tuple(summary.key for summary in context.library.summaries())
    code = ExitCode.ACCEPTED
    for name in names:
        exercise = context.library.find(name)
        proof = prove(exercise, wish=Wish(mutants=not no_mutants, equivalent_cases=equivalent_cases))
        context.show(proof_lines(proof, "" if exercise.form.typed else exercise.function_name))
        code = code if proof.holds else ExitCode.BANK_INVALID
    return code


@author_command.command("schema")
@with_context
def schema_command(context: Context) -> int:
    """Print the JSON Schema of an exercise's YAML, for editors."""
    import json

    from grader.bank import json_schema

    context.show(json.dumps(json_schema(), indent=2))
    return ExitCode.ACCEPTED
