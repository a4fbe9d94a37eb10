"""The grader's end of the child's pipes: it never blocks, never reads more than it asked for, and trusts no length."""

from __future__ import annotations

import os
import time
from typing import TYPE_CHECKING, Final

from grader.sandbox.boxes import GoneError, Inbox, Outbox, ProtocolError
from grader.sandbox.sampling import INTERVAL
from grader.sandbox.waiting import Waiting

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from grader.sandbox.running import Child
    from grader.sandbox.sampling import Scales

OUTPUT_CAP: Final = 64 << 10
"""Bytes of each output stream that are kept."""
_CHUNK: Final = 1 << 16
_DRAIN_TURNS: Final = 64


class LateError(Exception):
    """The child took longer than it may."""


class Capture:
    """What the answer prints on one stream, up to a cap; the rest is read and dropped."""

    def __init__(self) -> None:
        self.kept = bytearray()
        self.cut = False

    def add(self, chunk: bytes) -> None:
        room = OUTPUT_CAP - len(self.kept)
        self.kept += chunk[:room]
        self.cut = self.cut or len(chunk) > room


class Channel:
    """Frames to and from one child, and what it prints, in one loop with a deadline."""

    def __init__(self, child: Child, out: Capture, errors: Capture) -> None:
        self._child = child
        self._captures = {child.ends.out: out, child.ends.errors: errors}
        self._waiting = Waiting([child.ends.results, *self._captures, child.process.handle])
        self._outbox = Outbox(child.ends.job, child.ahead.data if child.ahead else b"")
        self._inbox = Inbox(child.ends.results)
        self.received = 0
        """Frames received since the last `send`."""
        self.scales: Scales | None = None
        """Looked at while the grader waits; where the system limits the child's memory there are none."""
        self.since = 0.0
        """When the child had all that it needs for what is awaited now, on the monotonic clock."""

    @property
    def ahead(self) -> bool:
        """Whether the child was sent more in advance than it was to be sent so far."""
        return bool(self._outbox.ahead)

    @property
    def waits(self) -> bool:
        """Whether something is still to be sent."""
        return self._outbox.waits

    def send(self, frames: Iterator[list[bytes | memoryview]]) -> None:
        """Send `frames`: now what the pipe takes, the rest while `receive` waits. Each is made when its turn comes.

        Raises:
            MispredictedError: the child was sent something else in advance.
        """
        self._outbox.feed(frames)
        self.received = 0
        self._send()

    def receive(self, payload_cap: Callable[[], int], seconds: float, until: float) -> tuple[bytes, bytearray]:
        """Header and payload of the next frame from the child.

        Args:
            payload_cap: bytes that the payload may have, asked when its length is here.
            seconds: how long the child may take from when it had all that it needs.
            until: the moment, on the monotonic clock, after which nothing is waited for.

        Raises:
            LateError: neither came in time.
            GoneError: the child has ended.
            OverweightError: it takes more memory than it may.
            ProtocolError: a length is larger than it may be.
        """
        self.since = time.monotonic()
        handle = self._child.process.handle
        self._send()
        while not self._inbox.whole(payload_cap):
            left = min(self.since + seconds, until) - time.monotonic()
            if left <= 0:
                raise LateError
            if self.scales is not None:
                self.scales.weigh()
                left = min(left, INTERVAL)
            ready = self._waiting.wait(left, self._child.ends.job if self._outbox.waits else None)
            for descriptor in self._captures.keys() & ready:
                self._listen(descriptor)
            # A process that the answer started may hold the pipe open after the child's end.
            if handle in ready and not self._inbox.whole(payload_cap):
                raise GoneError
            self._send()
        self.received += 1
        return self._inbox.taken()

    def stray(self) -> bool:
        """Whether the child has sent something that nobody asked for.

        Raises:
            GoneError: it has ended.
        """
        try:
            return self._inbox.whole(_nothing) or self._inbox.begun
        except ProtocolError:
            return True

    def drain(self) -> None:
        """Take in what the child has printed so far; not for ever, since a thread of the answer may go on printing."""
        for descriptor in tuple(self._captures):
            for _ in range(_DRAIN_TURNS):
                if not self._listen(descriptor):
                    break

    def _send(self) -> None:
        if self._outbox.over:
            return
        sent = self._outbox.sent
        self._outbox.write()
        if sent <= self.received < self._outbox.sent:
            self.since = time.monotonic()

    def _listen(self, descriptor: int) -> bool:
        """Read once from an output stream; whether there was anything."""
        try:
            chunk = os.read(descriptor, _CHUNK)
        except BlockingIOError:
            return False
        if chunk:
            self._captures[descriptor].add(chunk)
            return True
        # Nobody writes any more; a closed pipe would be ready for ever.
        self._waiting.forget(descriptor)
        del self._captures[descriptor]
        return False


def _nothing() -> int:
    return 0
