"""The group `dlprep`: options that all commands share, and the commands, each imported when it is called."""

from __future__ import annotations

from importlib import import_module
from typing import Final

import click

from grader import __version__
from grader.cli.context import Context
from grader.model.enums import ExitCode

COMMANDS: Final = {
    "next": "learn",
    "check": "check",
    "show": "learn",
    "hint": "learn",
    "list": "look",
    "progress": "look",
    "log": "look",
    "solution": "learn",
    "reset": "learn",
    "report": "pages",
    "tour": "tour",
    "doctor": "doctor",
    "author": "author",
    "completion": "completion",
}
"""Name of each command and the module of `grader.cli.commands` that holds it, in the order of `--help`."""


class LazyGroup(click.Group):
    """A group whose commands are imported one by one."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        del ctx
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        del ctx
        module = COMMANDS.get(cmd_name)
        if module is None:
            return None
        command = getattr(import_module(f"grader.cli.commands.{module}"), f"{cmd_name}_command")
        assert isinstance(command, click.Command)
        return command

    def resolve_command(self, ctx: click.Context, args: list[str]) -> tuple[str | None, click.Command | None, list[str]]:
        """As click does it, with the nearest of our own names: click knows only commands that are imported."""
        try:
            return super().resolve_command(ctx, args)
        except click.exceptions.NoSuchCommand as error:
            raise click.exceptions.NoSuchCommand(error.command_name, possibilities=COMMANDS, ctx=ctx) from None


@click.group(cls=LazyGroup, invoke_without_command=True, context_settings={"help_option_names": ["-h", "--help"]})
@click.option("--bank", "banks", multiple=True, metavar="DIR", help="A further bank of exercises; may be given several times.")
@click.option("--workspace", metavar="DIR", help="The folder that holds solutions/, in place of the nearest one.")
@click.option("--color/--no-color", default=None, help="Colour or none, whatever the terminal and NO_COLOR say.")
@click.version_option(__version__, prog_name="dlprep")
@click.pass_context
def app(ctx: click.Context, banks: tuple[str, ...], workspace: str | None, color: bool | None) -> None:
    """Deep-learning exercises with a grader that can be trusted.

    \b
    dlprep next      fetches an exercise into solutions/
    dlprep check     grades your answer, on randomized inputs
    """  # noqa: D301 - click reads the backspace as "leave these lines as they are"
    ctx.obj = Context(banks, workspace, color=color)
    if ctx.invoked_subcommand is None:
        from grader.cli.commands.look import where_am_i

        where_am_i(ctx.obj)
        ctx.exit(ExitCode.ACCEPTED)
