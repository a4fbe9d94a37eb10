"""Every sentence that an author of exercises reads: what is wrong with a bank, and where."""

from __future__ import annotations

import textwrap
from typing import TYPE_CHECKING, Final

from grader.words.clean import one_line

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from grader.model.errors import Fault

WIDTH: Final = 80
_LABEL: Final = 12
"""Columns before the text of a line: two, the longest label, and two."""


def place(fault: Fault) -> str:
    """Where an editor opens the fault: `exercises/numerics/stable-softmax.yaml:12:5`, as far as it is known."""
    numbers = [str(number) for number in (fault.line, fault.column if fault.line else 0) if number]
    return ":".join([one_line(fault.file), *numbers])


def fault_block(fault: Fault, width: int = WIDTH) -> str:
    """One fault in a few lines: place and path, what was found, what was expected, and a hint where there is one."""
    head = "  ".join(filter(None, [place(fault), one_line(fault.path)]))
    lines = [head]
    for label, text in (("found", fault.found), ("expected", fault.expected), ("hint", fault.hint)):
        if text:
            lines += _labelled(label, one_line(text), width)
        if label == "found":
            lines += [" " * _LABEL + line for line in fault.shown]
    return "\n".join(lines)


def fault_report(faults: Sequence[Fault], width: int = WIDTH) -> str:
    """Every fault, one block each, and their number."""
    blocks = [fault_block(fault, width) for fault in faults]
    return "\n\n".join([*blocks, count(faults)])


def count(faults: Iterable[Fault]) -> str:
    """`3 faults in 2 files`."""
    files = [fault.file for fault in faults]
    return f"{_many(len(files), 'fault')} in {_many(len(set(files)), 'file')}"


def no_faults(exercises: int) -> str:
    """What is said of a bank that loads."""
    return f"{_many(exercises, 'exercise')}, no fault"


def _many(number: int, noun: str) -> str:
    return f"{number} {noun}{'' if number == 1 else 's'}"


def _labelled(label: str, text: str, width: int) -> list[str]:
    """A label and its text, wrapped below itself; words longer than a line stay whole, so that they can be copied."""
    wrapped = textwrap.wrap(text, max(width - _LABEL, 20), break_long_words=False, break_on_hyphens=False)
    first, *others = wrapped or [""]
    return [f"  {label:<{_LABEL - 4}}  {first}", *(" " * _LABEL + line for line in others)]
