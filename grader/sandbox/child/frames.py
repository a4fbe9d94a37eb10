"""Frames: lengths, a small JSON header, raw buffers.

    u32 length of the header | u64 length of the payload | header | payload

Little-endian. The payload is the arrays named by the header's trees, in their order, as C-order bytes without gaps.
"""

from __future__ import annotations

import struct
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Sequence

PREFIX: Final = struct.Struct("<IQ")
HEADER_CAP: Final = 4 << 20
"""Bytes of the largest header that either side accepts."""
MAX_TEXT: Final = 4096
"""Characters of one text: a message, a name, a text result."""
_ONE_WRITE: Final = 1 << 16
"""Frames up to this size leave in one system call."""


def pack(header: bytes, buffers: Sequence[memoryview]) -> list[bytes | memoryview]:
    """A frame as what to write, one after the other: one piece where it is small."""
    size = sum(map(len, buffers))
    start = PREFIX.pack(len(header), size) + header
    if len(start) + size <= _ONE_WRITE:
        return [b"".join([start, *buffers])]
    return [start, *buffers]
