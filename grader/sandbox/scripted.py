"""Questions that were written down before, with the reply of a right answer beside each.

A reply that begins as it is written there, and leaves the arguments as they were sent, differs from a right one in numbers alone.
It needs no decoding until somebody asks what exactly came back; any other reply is decoded at once, with suspicion.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import msgspec

from grader.model.case import Observation
from grader.model.enums import Outcome
from grader.sandbox.questions import Question, reply_cap

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from grader.model.case import Call

MET: Final = Observation(Outcome.RETURNED)
"""What came of a call whose reply is as written, up to its numbers."""


class Line(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """One question, and the reply of a right answer."""

    frame: bytes
    size: int
    """Bytes of the arguments' arrays: the last ones of the frame."""
    reply: bytes = b""
    """The header of the reply; empty where a right answer may reply in many ways."""
    parts: tuple[tuple[str, int], ...] = ()
    """Arrays of the result, in the order of the payload: dtype and number of entries."""
    result_size: int = 0
    """Bytes of these arrays."""


class Scripted:
    """A line as a question to a child: see `Asks`."""

    def __init__(self, number: int, line: Line, call: Callable[[], Call]) -> None:
        """`call` makes the call that the line is about, when the line says too little."""
        self.number, self.line, self.call = number, line, call
        self.payload: bytearray | None = None
        """The arrays of a reply that is as written."""

    @property
    def size(self) -> int:
        return self.line.size

    def frame(self) -> list[bytes | memoryview]:
        return [self.line.frame]

    def reply_cap(self, result_bytes: int) -> int:
        return reply_cap(self.line.size, result_bytes)

    def observation(self, header: bytes, payload: bytearray, seconds: float) -> Observation:
        line = self.line
        if header == line.reply and len(payload) == line.result_size + line.size:
            sent = line.frame[len(line.frame) - line.size :]
            if payload.endswith(sent):
                self.payload = payload
                return MET
        return Question(self.number, self.call()).observation(header, payload, seconds)

    def read(self) -> Observation:
        """What came of the call, in full, where the reply is as written."""
        assert self.payload is not None
        return Question(self.number, self.call()).observation(self.line.reply, self.payload, 0.0)

    def numbers(self) -> Iterator[Any]:
        """The result's arrays, flat."""
        from numpy import frombuffer

        assert self.payload is not None
        at = 0
        for dtype, count in self.line.parts:
            array = frombuffer(self.payload, dtype, count, at)
            at += array.nbytes
            yield array
