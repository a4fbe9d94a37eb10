"""One process that proves exercises, one after the other, for `grader.author.running`.

It reads frames from its standard input (what to prove with, then keys) and writes a frame for each key; what the bank's code prints
goes to standard error. It ends when its input does.
"""

from __future__ import annotations

import contextlib
import os
import struct
import sys
import traceback
from typing import IO, TYPE_CHECKING, Final

import msgspec

from grader.author.proving import Wish, prove
from grader.bank import Library, open_bank
from grader.model.proof import Failed, Proof

if TYPE_CHECKING:
    from collections.abc import Iterator

LENGTH: Final = struct.Struct("<I")


class Task(msgspec.Struct, frozen=True):
    """What all exercises of one process have in common."""

    banks: tuple[tuple[str, str], ...]
    """Folder and name of each bank."""
    seeds: tuple[int, ...]
    wish: Wish


class Reply(msgspec.Struct, frozen=True):
    """What came of one exercise: one of the two."""

    proof: Proof | None = None
    failed: Failed | None = None


def frames(stream: IO[bytes]) -> Iterator[bytes]:
    """Every frame of a stream, to its end."""
    while len(head := stream.read(LENGTH.size)) == LENGTH.size:
        [length] = LENGTH.unpack(head)
        if len(data := stream.read(length)) < length:
            return
        yield data


def send(stream: IO[bytes], data: bytes) -> None:
    """Write one frame."""
    stream.write(LENGTH.pack(len(data)) + data)
    stream.flush()


def attempt(library: Library, key: str, task: Task) -> Reply:
    """Prove one exercise; an exception is what came of it."""
    try:
        return Reply(prove(library.find(key), task.seeds, task.wish))
    except Exception as error:  # noqa: BLE001 - a bug of ours; the other exercises go on
        return Reply(failed=Failed(key, f"{type(error).__name__}: {error}", "".join(traceback.format_exception(error))))


def library_of(banks: tuple[tuple[str, str], ...]) -> Library:
    """The banks, opened."""
    return Library([open_bank(folder, name) for folder, name in banks])


def main() -> None:
    """Serve until the input ends."""
    replies = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    sys.stdout = sys.stderr
    incoming = frames(sys.stdin.buffer)
    first = next(incoming, None)
    if first is None:  # whoever started this has gone
        return
    task = msgspec.msgpack.decode(first, type=Task)
    library = library_of(task.banks)
    with contextlib.suppress(BrokenPipeError):
        for key in incoming:
            send(replies, msgspec.msgpack.encode(attempt(library, key.decode(), task)))
