"""`dlprep check`."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from grader.cli.checking import SEED_DIGITS, Asked, run_check
from grader.cli.passing import with_context

if TYPE_CHECKING:
    from grader.cli.context import Context


@click.command("check")
@click.argument("target", required=False, metavar="[ID|PATH]")
@click.option("--exercise", "exercise_key", metavar="ID", help="Grade PATH, any file, as an answer to ID; nothing is stored.")
@click.option(
    "--seed",
    type=click.IntRange(min=0, max=10**SEED_DIGITS - 1),
    metavar="N",
    help="Draw the cases of this seed, or ask this question: the same on every machine.",
)
@click.option("--answer", metavar="TEXT", help="A typed answer, in place of its file.")
@click.option("--json", "as_json", is_flag=True, help="One JSON object on stdout.")
@click.option("--html", "as_html", is_flag=True, help="Also write a page, and say where.")
@with_context
def check_command(
    context: Context,
    target: str | None,
    exercise_key: str | None,
    seed: int | None,
    answer: str | None,
    as_json: bool,
    as_html: bool,
) -> int:
    """Grade an answer.

    The current exercise's, that of ID, or the file at PATH.
    """
    from grader.sandbox import spawn

    with spawn() as child:
        return run_check(context, Asked(target, exercise_key, seed, as_json, as_html, answer), child)
