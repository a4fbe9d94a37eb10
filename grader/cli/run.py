"""One command line from start to exit code: what was raised becomes words for whom it concerns.

Nothing of ours is imported before it is needed: a check starts its child first.
"""

from __future__ import annotations

import contextlib
import os
import sys
from typing import TYPE_CHECKING, NoReturn

if TYPE_CHECKING:
    from collections.abc import Sequence

    from grader.model.errors import DlprepError


def run(arguments: Sequence[str] | None = None) -> NoReturn:
    """Run the command line and leave.

    Leaving skips the interpreter's own teardown: everything that must last is written by then, and it takes 9 ms.
    """
    code = call(list(sys.argv[1:] if arguments is None else arguments))
    for stream in (sys.stdout, sys.stderr):
        try:
            stream.flush()
        except (BrokenPipeError, ValueError):
            pass  # whoever read our output has seen enough
        except OSError as error:
            code = _unwritable(error)
    os._exit(code)


def call(arguments: list[str]) -> int:
    """The exit code of one command line; every message is written by then."""
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # before numpy is imported: halves the price of the import
    try:
        return int(_called(arguments))
    except KeyboardInterrupt:
        from grader.model.enums import ExitCode

        sys.stderr.write("\ninterrupted\n")
        return ExitCode.INTERRUPTED.value
    except BrokenPipeError:
        return _reader_left()
    except Exception as error:  # noqa: BLE001 - sorted by whom it concerns; what is left is our bug
        return _failed(arguments, error)


def _unwritable(error: OSError) -> int:
    """Our output cannot be written: a full disk, for instance."""
    with contextlib.suppress(OSError, ValueError):
        sys.stderr.write(f"dlprep: cannot write the output: {error.strerror or error}\n")
        sys.stderr.flush()
    return 2


def _failed(arguments: list[str], error: Exception) -> int:
    from grader.model.errors import DlprepError

    return int(_told(arguments, error) if isinstance(error, DlprepError) else _bug(arguments, error))


def _called(arguments: list[str]) -> int:
    if arguments[:1] != ["check"] or not {"-h", "--help"}.isdisjoint(arguments):
        return _by_click(arguments)
    # Before anything else is imported: nothing is known yet that the child must not know.
    from grader.sandbox import first_child

    with first_child() as child:
        _load_msgspec()
        from grader.cli.checking import plainly_asked, run_check

        asked = plainly_asked(arguments)
        if asked is not None:
            from grader.cli.ahead import check_ahead

            check_ahead(child, asked)
            from grader.cli.context import Context

            return run_check(Context((), None, color=None), asked, child)
    return _by_click(arguments)


def _load_msgspec() -> None:
    """Import msgspec without typing_extensions, where another package brought it: 3 ms that are of no use since Python 3.11."""
    spared = "typing_extensions"
    if spared not in sys.modules:
        sys.modules[spared] = None  # type: ignore[assignment] # so that importing it fails
        try:
            import msgspec  # noqa: F401
        finally:
            del sys.modules[spared]


def _by_click(arguments: list[str]) -> int:
    import click

    from grader.cli.app import app

    try:
        return int(app.main(arguments, prog_name="dlprep", standalone_mode=False) or 0)
    except click.exceptions.Exit as stop:
        return stop.exit_code
    except click.Abort:
        raise KeyboardInterrupt from None
    except click.ClickException as error:
        from grader.model.errors import UsageError

        _as_json(arguments, UsageError(error.format_message()))
        error.show()
        return error.exit_code


def _as_json(arguments: list[str], error: Exception) -> None:
    """With `--json` an error is one object too."""
    if "--json" in arguments:
        from grader.report.json import error_json

        sys.stdout.write(error_json(error) + "\n")


def _told(arguments: list[str], error: DlprepError) -> int:
    from grader.model.errors import BankError, UsageError

    if isinstance(error, BankError):
        from grader.words.author import fault_report

        _as_json(arguments, error)
        sys.stderr.write(fault_report(error.faults) + "\n")
    elif isinstance(error, UsageError):
        _as_json(arguments, error)
        sys.stderr.write(f"dlprep: {error}\n")
    else:
        return _bug(arguments, error)
    return error.exit_code


def _bug(arguments: list[str], error: Exception) -> int:
    from grader.cli.log import write_log
    from grader.model.enums import ExitCode
    from grader.words import commands

    _as_json(arguments, error)
    sys.stderr.write(commands.our_bug(f"{type(error).__name__}: {error}", write_log(arguments, error)) + "\n")
    return ExitCode.OUR_BUG


def _reader_left() -> int:
    """`dlprep list | head`: whoever read our output has seen enough."""
    devnull = os.open(os.devnull, os.O_WRONLY)
    os.dup2(devnull, sys.stdout.fileno())
    return 0
