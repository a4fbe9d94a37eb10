"""The two ends of a conversation that never block: frames that wait to be sent, and the one that is arriving."""

from __future__ import annotations

import os
import sys
from collections import deque
from itertools import islice
from typing import TYPE_CHECKING, Final

from grader.sandbox.child.frames import HEADER_CAP, PREFIX

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

_CHUNK: Final = 1 << 16
_AT_ONCE: Final = 512
"""Chunks of one system call: half of what any system takes."""
_LOW_WATER: Final = 1 << 16
"""As many bytes are ready to be sent at any time, so that questions are made while the child answers."""


class GoneError(Exception):
    """The child has ended, or closed its end."""


class ProtocolError(Exception):
    """The child sent what no honest child sends."""


class MispredictedError(Exception):
    """The child was told in advance what turns out to be something else."""


class Outbox:
    """Frames on their way to the child."""

    def __init__(self, descriptor: int, ahead: bytes = b"") -> None:
        """`ahead`: what the child was sent before, which the frames must begin with."""
        self._descriptor = descriptor
        self.ahead = memoryview(ahead)
        """What is left of it."""
        self._feed: Iterator[list[bytes | memoryview]] = iter(())
        self._chunks: deque[memoryview] = deque()
        self._frame_ends: deque[int] = deque()
        self._queued = self._written = 0
        self.sent = 0
        """Frames that have left since the last `feed`."""
        self.over = True
        """Whether all of them have."""

    @property
    def waits(self) -> bool:
        """Whether frames are there that the pipe did not take yet."""
        return bool(self._chunks)

    def feed(self, frames: Iterator[list[bytes | memoryview]]) -> None:
        self._feed = frames
        self.sent, self.over = 0, False

    def write(self) -> None:
        """Write as much as the pipe takes.

        Raises:
            MispredictedError: what was sent ahead is not what is to be sent.
        """
        while self._filled():
            if self.ahead:
                self._advance(self._known())
                continue
            try:
                written = _write_all(self._descriptor, self._chunks)
            except BlockingIOError:
                return
            except OSError:  # the child closed its end; reading will tell how it ended
                self._chunks.clear()
                self._feed = iter(())
                return
            self._advance(written)

    def _filled(self) -> bool:
        """Make frames until enough is ready; whether anything is."""
        while self._queued - self._written < _LOW_WATER:
            frame = next(self._feed, None)
            if frame is None:
                self.over = not self._chunks
                break
            self._chunks += map(memoryview, frame)
            self._queued += sum(map(len, frame))
            self._frame_ends.append(self._queued)
        return bool(self._chunks)

    def _known(self) -> int:
        """Bytes at the beginning of the first chunk that the child has already."""
        chunk = self._chunks[0]
        count = min(len(chunk), len(self.ahead))
        if chunk[:count] != self.ahead[:count]:
            raise MispredictedError
        self.ahead = self.ahead[count:]
        return count

    def _advance(self, written: int) -> None:
        self._written += written
        while written:
            chunk = self._chunks.popleft()
            if written < len(chunk):
                self._chunks.appendleft(chunk[written:])
            written -= min(written, len(chunk))
        while self._frame_ends and self._frame_ends[0] <= self._written:
            self._frame_ends.popleft()
            self.sent += 1


class Inbox:
    """Frames on their way from the child: lengths, then exactly as many bytes as they say."""

    def __init__(self, descriptor: int) -> None:
        self._descriptor = descriptor
        self._bytes = bytearray()
        """What has arrived: at most one whole frame and a chunk."""
        self._lengths: tuple[int, int] | None = None
        """Of header and payload of the frame that is arriving."""

    @property
    def begun(self) -> bool:
        """Whether a part of a frame is here."""
        return bool(self._bytes)

    def whole(self, payload_cap: Callable[[], int]) -> bool:
        """Read what is there of the frame, and as much of the next ones as a chunk holds; whether it is whole."""
        while True:
            missing = self._missing(payload_cap)
            if missing <= 0:
                return True
            try:
                chunk = os.read(self._descriptor, max(missing, _CHUNK))
            except BlockingIOError:
                return False
            if not chunk:
                raise GoneError
            self._bytes += chunk

    def taken(self) -> tuple[bytes, bytearray]:
        """The frame, once it is whole; the next one can come."""
        assert self._lengths is not None
        start = PREFIX.size + self._lengths[0]
        end = start + self._lengths[1]
        header, payload = bytes(self._bytes[PREFIX.size : start]), self._bytes[start:end]
        del self._bytes[:end]
        self._lengths = None
        return header, payload

    def _missing(self, payload_cap: Callable[[], int]) -> int:
        """Bytes that the frame, or its lengths, still lack."""
        if self._lengths is None:
            if len(self._bytes) < PREFIX.size:
                return PREFIX.size - len(self._bytes)
            header, payload = PREFIX.unpack_from(self._bytes)
            if header > HEADER_CAP or payload > payload_cap():
                raise ProtocolError(f"a frame of {header} and {payload} bytes")
            self._lengths = header, payload
        return PREFIX.size + sum(self._lengths) - len(self._bytes)


def _write_all(descriptor: int, chunks: deque[memoryview]) -> int:
    """Bytes written of the first chunks, in one call where the system has one for it."""
    if sys.platform != "win32":
        return os.writev(descriptor, [*islice(chunks, _AT_ONCE)])
    else:
        return os.write(descriptor, chunks[0])
