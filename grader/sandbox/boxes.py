"""The two ends of a conversation that never block: frames that wait to be sent, and the one that is arriving."""

from __future__ import annotations

import os
import sys
from collections import deque
from typing import TYPE_CHECKING, Final

from grader.sandbox.child.wire import HEADER_CAP, PREFIX

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

_LOW_WATER: Final = 1 << 16
"""As many bytes are ready to be sent at any time, so that questions are made while the child answers."""


class GoneError(Exception):
    """The child has ended, or closed its end."""


class ProtocolError(Exception):
    """The child sent what no honest child sends."""


class Outbox:
    """Frames on their way to the child."""

    def __init__(self, descriptor: int) -> None:
        self._descriptor = descriptor
        self._feed: Iterator[list[bytes | memoryview]] = iter(())
        self._chunks: deque[memoryview] = deque()
        self._frame_ends: deque[int] = deque()
        self._queued = self._written = 0
        self.sent = 0
        """Frames that have left since the last `feed`."""

    @property
    def waits(self) -> bool:
        return bool(self._chunks)

    def feed(self, frames: Iterator[list[bytes | memoryview]]) -> None:
        self._feed = frames
        self.sent = 0

    def write(self) -> None:
        """Write as much as the pipe takes."""
        while self._filled():
            try:
                written = os.write(self._descriptor, self._chunks[0])
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
                break
            self._chunks += map(memoryview, frame)
            self._queued += sum(map(len, frame))
            self._frame_ends.append(self._queued)
        return bool(self._chunks)

    def _advance(self, written: int) -> None:
        chunk = self._chunks.popleft()
        if written < len(chunk):
            self._chunks.appendleft(chunk[written:])
        self._written += written
        while self._frame_ends and self._frame_ends[0] <= self._written:
            self._frame_ends.popleft()
            self.sent += 1


class Inbox:
    """One frame on its way from the child: its lengths, then exactly as many bytes as they say."""

    def __init__(self, descriptor: int) -> None:
        self._descriptor = descriptor
        self._parts = [bytearray(PREFIX.size)]
        self._part = 0
        self._at = 0

    @property
    def begun(self) -> bool:
        """Whether a part of a frame is here."""
        return self._at > 0 or self._part > 0

    def whole(self, payload_cap: Callable[[], int]) -> bool:
        """Read what is there of the frame, and no byte beyond it; whether it is whole."""
        while True:
            while self._at == len(self._parts[self._part]):
                if self._part == 2:
                    return True
                if self._part == 0:
                    self._open(payload_cap)
                self._part, self._at = self._part + 1, 0
            try:
                count = _read_into(self._descriptor, memoryview(self._parts[self._part])[self._at :])
            except BlockingIOError:
                return False
            if not count:
                raise GoneError
            self._at += count

    def taken(self) -> tuple[bytearray, bytearray]:
        """The frame, once it is whole; the next one can come."""
        _, header, payload = self._parts
        self._parts, self._part, self._at = [bytearray(PREFIX.size)], 0, 0
        return header, payload

    def _open(self, payload_cap: Callable[[], int]) -> None:
        header, payload = PREFIX.unpack(self._parts[0])
        if header > HEADER_CAP or payload > payload_cap():
            raise ProtocolError(f"a frame of {header} and {payload} bytes")
        self._parts += [bytearray(header), bytearray(payload)]


def _read_into(descriptor: int, view: memoryview) -> int:
    if sys.platform != "win32":
        return os.readv(descriptor, [view])
    else:
        chunk = os.read(descriptor, len(view))
        view[: len(chunk)] = chunk
        return len(chunk)
