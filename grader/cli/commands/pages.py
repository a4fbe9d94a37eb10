"""`dlprep report`."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from grader.cli.passing import with_context
from grader.model.enums import ExitCode
from grader.words import commands

if TYPE_CHECKING:
    from grader.cli.context import Context


@click.command("report")
@with_context
def report_command(context: Context) -> int:
    """Write your history as HTML pages.

    One page over all of it, with a link to a page for each check.
    """
    from grader.cli.pages import write_history

    context.show(commands.page_written(str(write_history(context))))
    return ExitCode.ACCEPTED
