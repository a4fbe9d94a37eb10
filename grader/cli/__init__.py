"""The command `dlprep`."""

from __future__ import annotations


def main() -> None:
    """Entry point of the installed script: runs the command line and ends the process with its exit code."""
    from grader.cli.run import run

    run()


__all__ = ["main"]
