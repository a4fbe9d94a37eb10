"""The child's end of its two pipes, which may block; the grader's never does."""

from __future__ import annotations

import json
import os
from typing import TYPE_CHECKING, Any

from .frames import PREFIX, pack

if TYPE_CHECKING:
    from collections.abc import Sequence


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


# Taken before the answer can replace them.
_write = os.write
_loads = json.loads
_encode = json.JSONEncoder(ensure_ascii=False, allow_nan=False, separators=(",", ":")).encode
