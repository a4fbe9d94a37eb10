"""`dlprep completion`."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click
from click.shell_completion import get_completion_class

from grader.cli.passing import with_context
from grader.model.enums import ExitCode

if TYPE_CHECKING:
    from grader.cli.context import Context


@click.command("completion")
@click.argument("shell", type=click.Choice(["bash", "zsh", "fish"]))
@with_context
def completion_command(context: Context, shell: str) -> int:
    """Print the completion script of a shell.

    For bash: eval "$(dlprep completion bash)" in ~/.bashrc.
    """
    kind = get_completion_class(shell)
    assert kind is not None
    root = click.get_current_context().find_root().command
    context.show(kind(root, {}, "dlprep", "_DLPREP_COMPLETE").source())
    return ExitCode.ACCEPTED
