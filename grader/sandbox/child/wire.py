"""Frames: lengths, a small JSON header, raw buffers. This is the child's end, which may block; the grader's never does.

    u32 length of the header | u64 length of the payload | header | payload

Little-endian. The payload is the arrays named by the header's trees, in their order, as C-order bytes without gaps.
"""

from __future__ import annotations

import json
import os
import struct
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from collections.abc import Sequence

PREFIX: Final = struct.Struct("<IQ")
HEADER_CAP: Final = 4 << 20
"""Bytes of the largest header that either side accepts."""
MAX_TEXT: Final = 4096
"""Characters of one text: a message, a name, a text result."""
_ONE_WRITE: Final = 1 << 16
"""Frames up to this size leave in one system call."""


class Wire:
    """The child's end of its two pipes."""

    def __init__(self, job: int, results: int) -> None:
        self._job = open(job, "rb")  # noqa: SIM115 - a descriptor, for as long as the process lives
        self._results = results

    def read(self) -> tuple[dict[str, Any], bytes]:
        """Header and payload of the next frame.

        Raises:
            EOFError: the grader closed its end.
        """
        header, payload = PREFIX.unpack(self._exactly(PREFIX.size))
        return _loads(self._exactly(header)), self._exactly(payload)

    def write(self, header: dict[str, Any], buffers: Sequence[memoryview] = ()) -> None:
        """Send one frame; the buffers are bytes (format `B`)."""
        for chunk in pack(encode(header), buffers):
            self._send(chunk)

    def _send(self, chunk: bytes | memoryview) -> None:
        rest = memoryview(chunk)
        while rest:
            rest = rest[_write(self._results, rest) :]

    def _exactly(self, count: int) -> bytes:
        chunk = self._job.read(count)
        if len(chunk) < count:
            raise EOFError
        return chunk


def encode(header: dict[str, Any]) -> bytes:
    """A header as it crosses."""
    return _encode(header).encode()


def pack(header: bytes, buffers: Sequence[memoryview]) -> list[bytes | memoryview]:
    """A frame as what to write, one after the other: one piece where it is small."""
    size = sum(map(len, buffers))
    start = PREFIX.pack(len(header), size) + header
    if len(start) + size <= _ONE_WRITE:
        return [b"".join([start, *buffers])]
    return [start, *buffers]


# Taken before the answer can replace them.
_write = os.write
_loads = json.loads
_encode = json.JSONEncoder(ensure_ascii=False, allow_nan=False, separators=(",", ":")).encode
