"""The terminal as it is: colour or none, how wide, which characters. Decided once, here."""

from __future__ import annotations

import os
import re
import sys
from typing import TYPE_CHECKING, Final, TextIO

import msgspec

from grader.words.learner.commands import PROGRAM, with_program

if TYPE_CHECKING:
    from collections.abc import Mapping

PLAIN_WIDTH: Final = 80
PROSE_WIDTH: Final = 100
LABEL: Final = 9
"""Columns of the labels on the left."""
_CODES: Final = {"bold": 1, "dim": 2, "red": 31, "green": 32, "yellow": 33, "magenta": 35, "cyan": 36}
"""Base colours only: they follow the theme of the terminal, on light and on dark."""


class Screen(msgspec.Struct, frozen=True):
    """What may be written, and how wide."""

    color: bool = False
    width: int = PLAIN_WIDTH
    unicode: bool = True
    program: str = PROGRAM
    """How the command to type next begins: with the banks that were named, `dlprep --bank DIR`."""

    @property
    def prose(self) -> int:
        """Width of running text: lines longer than this are hard to read."""
        return min(self.width, PROSE_WIDTH)

    def paint(self, text: str, *styles: str) -> str:
        """`text` in these styles where there is colour; the words never depend on it."""
        if not (self.color and text and styles):
            return text
        return f"\x1b[{';'.join(str(_CODES[style]) for style in styles)}m{text}\x1b[0m"


def narrowed(screen: Screen, indent: int) -> Screen:
    """The same screen for text that stands `indent` columns to the right."""
    return msgspec.structs.replace(screen, width=screen.width - indent)


def screen_of(
    stream: TextIO, color: bool | None = None, environ: Mapping[str, str] | None = None, *, program: str = PROGRAM
) -> Screen:
    """The screen behind `stream`; `color` is what `--color` or `--no-color` said, None if nothing."""
    env = os.environ if environ is None else environ
    is_terminal = stream.isatty()
    width = _terminal_width(env) if is_terminal else PLAIN_WIDTH
    encoding = (getattr(stream, "encoding", None) or "ascii").lower().replace("_", "-")
    return Screen(has_color(color, is_terminal, env), max(40, width), encoding.startswith("utf"), program)


def _terminal_width(environ: Mapping[str, str]) -> int:
    """As `shutil.get_terminal_size` has it, whose import takes 2 ms: COLUMNS, then the terminal itself."""
    given = environ.get("COLUMNS", "")
    if given.isascii() and given.isdigit() and int(given) > 0:
        return int(given)
    try:
        return os.get_terminal_size(sys.__stdout__.fileno()).columns or PLAIN_WIDTH  # type: ignore[union-attr] # or AttributeError
    except (AttributeError, ValueError, OSError):
        return PLAIN_WIDTH


def has_color(color: bool | None, is_terminal: bool, environ: Mapping[str, str]) -> bool:
    """`--color` before NO_COLOR before FORCE_COLOR before what the stream is: https://no-color.org, https://force-color.org."""
    if color is not None:
        return color
    if environ.get("NO_COLOR"):
        return False
    if environ.get("FORCE_COLOR"):
        return environ["FORCE_COLOR"] != "0"
    return is_terminal and environ.get("TERM") != "dumb"


def next_lines(command: str, screen: Screen) -> list[str]:
    """The last line of everything: what to type next. Too wide for one line, it is broken between its steps, never inside one."""
    command = with_program(command, screen.program)
    fits = columns(command) + LABEL <= screen.width
    steps = [command] if fits else re.split(r"(?<=, then) |(?<=, then:) ", command)
    return [screen.paint(("" if i else "next").ljust(LABEL) + step, "bold") for i, step in enumerate(steps)]


def write(text: str, stream: TextIO) -> None:
    """`text` and a newline; characters that the stream's encoding lacks are written as their escapes."""
    encoding = getattr(stream, "encoding", None) or "utf-8"
    stream.write(text.encode(encoding, "backslashreplace").decode(encoding) + "\n")


def wrap(text: str, width: int) -> list[str]:
    """Words in lines of at most `width` columns; a word longer than that stands alone and is not cut."""
    lines: list[str] = []
    free = 0
    for word in text.split():
        size = columns(word)
        if lines and size < free:
            lines[-1] += f" {word}"
            free -= size + 1
        else:
            lines.append(word)
            free = width - size
    return lines or [""]


def columns(text: str) -> int:
    """How many columns of a terminal `text` takes: some characters take two, some none."""
    if text.isascii():
        return len(text)
    from rich.cells import cell_len

    return cell_len(text)
