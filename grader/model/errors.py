"""Three audiences, three families of error.

DlprepError
├── UsageError        the person at the terminal: exit 2
├── BankError         an author: exit 4; carries every fault of the bank
└── InternalError     us: exit 3
A learner's wrong answer is never an exception here: it is a Report.
"""

from __future__ import annotations

import msgspec

from grader.model.enums import ExitCode


class Fault(msgspec.Struct, frozen=True, kw_only=True):
    """One thing wrong in a bank."""

    file: str
    """Relative to the bank."""
    line: int = 0
    column: int = 0
    path: str = ""
    """`inputs.x.range[1]`"""
    found: str = ""
    expected: str = ""
    hint: str = ""
    """The nearest legal word, or what to do."""
    shown: tuple[str, ...] = ()
    """Lines that belong to `found` and stand as they are: a text, and a caret below the place."""


class DlprepError(Exception):
    """Base of every error that has a sentence for a person."""

    exit_code = ExitCode.OUR_BUG


class UsageError(DlprepError):
    """What was asked for cannot be done as asked."""

    exit_code = ExitCode.USAGE


class BankError(DlprepError):
    """A bank is invalid, or an exercise does not prove itself."""

    exit_code = ExitCode.BANK_INVALID

    def __init__(self, faults: list[Fault]) -> None:
        super().__init__(f"{len(faults)} faults")
        self.faults = faults


class ContentError(ValueError):
    """A fault found by the room that uses a field; `grader.bank` adds file, line and column."""

    def __init__(self, path: str, found: str, expected: str, hint: str = "", line: int = 0) -> None:
        super().__init__(f"{path}: found {found}, expected {expected}")
        self.path, self.found, self.expected, self.hint = path, found, expected, hint
        self.line = line
        """Of a text of several lines: the one that is meant, counted from 1."""


class InternalError(DlprepError):
    """A bug of ours."""
