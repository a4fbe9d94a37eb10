"""Hands the Context to commands."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from grader.cli.context import Context

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any


def with_context(command: Callable[..., Any]) -> Callable[..., Any]:
    """Hand the Context to a command as its first argument."""
    return click.make_pass_decorator(Context)(command)
