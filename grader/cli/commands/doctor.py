"""`dlprep doctor`."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from grader.cli.passing import with_context
from grader.model.enums import ExitCode, Level

if TYPE_CHECKING:
    from grader.cli.context import Context


@click.command("doctor")
@click.option("--level", type=click.Choice([level.value for level in Level]), help="Try this level, in place of the best one.")
@click.option("--json", "as_json", is_flag=True, help="One JSON object on stdout.")
@with_context
def doctor_command(context: Context, level: str | None, as_json: bool) -> int:
    """Find out, by trying, what is kept from an answer on this machine.

    Runs a few harmless attacks in the sandbox. Exit 1 if something that reports promise does not hold.
    """
    from grader.report.terminal.doctor import page, page_json
    from grader.sandbox import probe

    found = probe(Level(level) if level else None)
    context.show(page_json(found) if as_json else page(found, context.screen))
    return ExitCode.ACCEPTED if found.sound else ExitCode.NOT_ACCEPTED
