"""`dlprep author`: for instructors."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

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
@with_context
def check_command(context: Context, keys: tuple[str, ...], **options: Any) -> int:
    """Prove that each exercise (or each ID) grades.

    Right answers pass, wrong ones are told by name, mutants of the reference are killed.
    """
    from grader.cli.proving import Asked, run_proofs

    return run_proofs(context, Asked(keys=keys, **options))


@author_command.command("schema")
@with_context
def schema_command(context: Context) -> int:
    """Print the JSON Schema of an exercise's YAML, for editors."""
    import json

    from grader.bank import json_schema

    context.show(json.dumps(json_schema(), indent=2))
    return ExitCode.ACCEPTED
