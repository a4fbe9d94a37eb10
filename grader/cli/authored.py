"""Which exercise an author means: of a bank of one's own before the built-in one of the same id."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from grader.model.errors import BankError, UsageError
from grader.words import commands

if TYPE_CHECKING:
    from grader.bank import Bank
    from grader.cli.context import Context
    from grader.model.exercise import Exercise


def authored(context: Context, key: str, command: str) -> Exercise:
    """The exercise that is named; `command` is what was typed after `dlprep`, for who forgot to name the bank.

    Raises:
        UsageError: if there is none, or several, or it lies in this folder and the folder is not named as a bank.
    """
    here = unnamed(context)
    if here is not None and _has(here, key):
        raise UsageError(commands.this_is_a_bank(command))
    try:
        return context.library.find(key, context.named_banks)
    except UsageError as error:
        if here is None:
            raise
        raise UsageError(f"{error}\n{commands.this_is_a_bank(command)}") from None


def unnamed(context: Context) -> Bank | None:
    """This folder, where it is a bank and no option and no configuration says so."""
    from grader.bank import open_bank

    try:
        here = open_bank(os.curdir)
    except UsageError:
        return None
    known = {os.path.realpath(bank.folder) for bank in context.library.banks}
    return None if context.named_folders or os.path.realpath(here.folder) in known else here


def _has(bank: Bank, key: str) -> bool:
    """Whether it has that exercise, be it sound or not."""
    from grader.bank import Library

    try:
        Library([bank]).find(key)
    except UsageError:
        return False
    except BankError:
        return True
    return True
