"""One command line from start to exit code: what was raised becomes words for whom it concerns."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING, NoReturn

import click

from grader.cli.app import app
from grader.model.enums import ExitCode
from grader.model.errors import BankError, DlprepError, UsageError

if TYPE_CHECKING:
    from collections.abc import Sequence


def run(arguments: Sequence[str] | None = None) -> NoReturn:
    """Run the command line and leave.

    Leaving skips the interpreter's own teardown: everything that must last is written by then, and it takes 9 ms.
    """
    code = call(list(sys.argv[1:] if arguments is None else arguments))
    for stream in (sys.stdout, sys.stderr):
        try:
            stream.flush()
        except (BrokenPipeError, ValueError):
            code = code or ExitCode.NOT_ACCEPTED
    os._exit(int(code))


def call(arguments: list[str]) -> int:
    """The exit code of one command line; every message is written by then."""
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # before numpy is imported: halves the price of the import
    try:
        return int(app.main(arguments, prog_name="dlprep", standalone_mode=False) or 0)
    except click.exceptions.Exit as stop:
        return stop.exit_code
    except (click.Abort, KeyboardInterrupt):
        sys.stderr.write("\ninterrupted\n")
        return ExitCode.INTERRUPTED
    except BrokenPipeError:
        return _reader_left()
    except click.ClickException as error:
        return _told(arguments, error, error.exit_code)
    except DlprepError as error:
        return _told(arguments, error, error.exit_code)
    except Exception as error:  # noqa: BLE001 - our bug: logged whole, and never shown as the learner's
        return _bug(arguments, error)


def _told(arguments: list[str], error: Exception, code: int) -> int:
    if "--json" in arguments:
        from grader.report.json import error_json

        click.echo(error_json(error))
    if isinstance(error, click.ClickException):
        error.show()
    elif isinstance(error, BankError):
        from grader.words.author import fault_report

        sys.stderr.write(fault_report(error.faults) + "\n")
    elif isinstance(error, UsageError):
        sys.stderr.write(f"dlprep: {error}\n")
    else:
        return _bug(arguments, error)
    return int(code)


def _bug(arguments: list[str], error: Exception) -> int:
    from grader.cli.log import write_log
    from grader.words import commands

    if "--json" in arguments:
        from grader.report.json import error_json

        click.echo(error_json(error))
    sys.stderr.write(commands.our_bug(f"{type(error).__name__}: {error}", write_log(arguments, error)) + "\n")
    return ExitCode.OUR_BUG


def _reader_left() -> int:
    """`dlprep list | head`: whoever read our output has seen enough."""
    devnull = os.open(os.devnull, os.O_WRONLY)
    os.dup2(devnull, sys.stdout.fileno())
    return ExitCode.ACCEPTED
