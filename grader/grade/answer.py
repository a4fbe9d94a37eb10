"""The answer to be graded: a file, or its text. Paths are texts here: importing pathlib takes 4 ms."""

from __future__ import annotations

import os
import re
from typing import Final

import msgspec

from grader.model.case import ErrorFacts, Frame
from grader.model.errors import UsageError

MAX_BYTES: Final = 1_000_000
_COOKIE: Final = re.compile(rb"^[ \t\f]*#.*?coding[:=][ \t]*([-\w.]+)")


class Answer(msgspec.Struct, frozen=True):
    """What the learner wrote, and where other answers lie that it may import."""

    text: str
    name: str
    """As tracebacks show it: `stable_softmax.py`."""
    path: str = ""
    """As the learner would type it; empty for a text."""
    folder: str | None = None
    """Answers in this folder may be imported."""
    unreadable: ErrorFacts | None = None
    """Set where the bytes are no text."""
    missing: bool = False
    """There is no such file."""


def read_answer(path_or_source: str | os.PathLike[str]) -> Answer:
    """An answer from a path, or from its text (a text has line breaks, or names no file).

    Raises:
        UsageError: if it is a folder, cannot be read, or is larger than any answer.
    """
    if isinstance(path_or_source, str) and _is_text(path_or_source):
        return Answer(text=path_or_source, name="answer.py")
    return read_file(os.fspath(path_or_source))


def read_file(path: str) -> Answer:
    """The answer in a file.

    Raises:
        UsageError: if it is a folder, cannot be read, or is larger than any answer.
    """
    name = os.path.basename(path)
    try:
        if os.path.isfile(path) and os.stat(path).st_size > MAX_BYTES:
            raise UsageError(f"{path}: {os.stat(path).st_size} bytes is more than an answer can have ({MAX_BYTES})")
        with open(path, "rb") as file:
            data = file.read()
    except FileNotFoundError:
        return Answer(text="", name=name, path=path, missing=True)
    except OSError as error:
        raise UsageError(f"{path}: cannot be read ({error.strerror or error})") from None
    folder = os.path.dirname(os.path.realpath(path))
    try:
        return Answer(text=_decoded(data), name=name, path=path, folder=folder)
    except ValueError as error:
        facts = ErrorFacts("SyntaxError", ("SyntaxError",), str(error), (Frame(name, 1, ""),))
        return Answer(text="", name=name, path=path, folder=folder, unreadable=facts)


def _is_text(given: str) -> bool:
    """Source text, rather than a path: it has several lines, or neither ends like a file of Python nor names one."""
    if "\n" in given:
        return True
    try:
        return not given.endswith(".py") and not os.path.isfile(given)
    except (OSError, ValueError):
        return True


def _decoded(data: bytes) -> str:
    """UTF-8, as Python reads a source file; another encoding only if the file declares it, as Python allows."""
    if data.startswith(b"\xef\xbb\xbf"):
        data = data[3:]
    for line in data.split(b"\n", 2)[:2]:
        match = _COOKIE.match(line)
        if match is not None and match[1].lower().replace(b"_", b"-") not in (
            b"utf-8",
            b"utf8",
            b"ascii",
            b"latin-1",
            b"iso-8859-1",
        ):
            raise ValueError(f"the file declares the encoding {match[1].decode('ascii', 'replace')}; save it as UTF-8")
    if b"\0" in data:
        raise ValueError("the file holds null bytes; it is no Python source")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        number = data.count(b"\n", 0, error.start) + 1
        raise ValueError(f"line {number} is not UTF-8; save the file as UTF-8") from None
