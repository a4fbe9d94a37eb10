"""One labelled row of a report."""

from __future__ import annotations

import msgspec

from grader.report.screen import wrap


class Row(msgspec.Struct, frozen=True):
    """`code` is shown as it stands, the rest is prose that was wrapped; `quiet` is what a reader may pass over."""

    label: str
    lines: tuple[str, ...]
    code: bool = False
    quiet: bool = False


class Room(msgspec.Struct, frozen=True):
    """How wide rows may be, labels aside."""

    width: int
    prose: int

    def told(self, label: str, text: str, *, quiet: bool = False) -> Row:
        """Running text."""
        return Row(label, tuple(wrap(text, self.prose)), quiet=quiet)
