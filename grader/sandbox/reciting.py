"""The reference plays the learner: what it is asked and replies, written down as a child would write it, byte for byte."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from grader.model.enums import Outcome
from grader.sandbox.child.calling import Caller
from grader.sandbox.child.trees import DTYPES, raw
from grader.sandbox.child.wire import encode
from grader.sandbox.observing import play
from grader.sandbox.questions import Question
from grader.sandbox.scripted import Line

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from grader.model.case import Call, Observation

_NUMBERS: Final = frozenset("fiu")
"""Kinds of dtypes whose entries are compared as numbers."""


class Reciter:
    """A function that is called as the child calls an answer."""

    def __init__(self, function: Callable[..., Any], parameters: tuple[str, ...]) -> None:
        self._caller = Caller(function, parameters, lambda _: None, result_bytes=1 << 62, caught=Exception)

    def line(self, number: int, call: Call) -> tuple[Line, Observation, Any]:
        """The line of a call, what came of it, and the node of its result; the reply is left out where it is no plain result."""
        question = Question(number, call)
        seen, header, arrays = play(self._caller, question)
        frame = b"".join(question.frame())
        node = header.get("value")
        parts = tuple(_parts(node))
        if seen.outcome is not Outcome.RETURNED or any(DTYPES[name].kind not in _NUMBERS for name, _ in parts):
            return Line(frame, question.size), seen, node
        result = sum(DTYPES[name].itemsize * count for name, count in parts)
        as_sent = b"".join(map(raw, arrays))[result:] == frame[len(frame) - question.size :]
        return Line(frame, question.size, encode(header) if as_sent else b"", parts, result), seen, node


def _parts(node: Any) -> Iterator[tuple[str, int]]:
    """Dtype and number of entries of every array in a node, in order."""
    match node:
        case ["a", name, shape]:
            count = 1
            for length in shape:
                count *= length
            yield name, count
        case ["n", name]:
            yield name, 1
        case ["t" | "l", *items]:
            for item in items:
                yield from _parts(item)
        case ["d", *pairs]:
            for pair in pairs:
                for item in pair:
                    yield from _parts(item)
