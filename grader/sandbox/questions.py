"""A call on its way to whoever makes it, and what came of it on its way back."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any, Protocol

import msgspec

from grader.model.case import Call, Function, Generator, Observation, Opaque
from grader.model.enums import Layout, Outcome
from grader.model.errors import InternalError
from grader.sandbox.boxes import ProtocolError
from grader.sandbox.child.calling import AFTER_SLACK, EARLIER
from grader.sandbox.child.flatten import Flattener
from grader.sandbox.child.frames import pack
from grader.sandbox.child.rebuild import Payload, Rebuilder
from grader.sandbox.child.trees import ARGUMENTS_CAP, MalformedError, raw
from grader.sandbox.replies import CallReply, decode, problem
from grader.sandbox.text import clean, escape

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from grader.model.case import Tree
    from grader.sandbox.child.trees import Array

_NO_CAP = 1 << 62


class Asks(Protocol):
    """One call on its way: what a conversation with a child must know of it."""

    @property
    def size(self) -> int:
        """Bytes of the arguments' arrays."""

    def frame(self) -> list[bytes | memoryview]:
        """The question as bytes to send."""

    def reply_cap(self, result_bytes: int) -> int:
        """Bytes of arrays that an honest reply may hold: the result, and the arguments as they are then."""

    def observation(self, header: bytes, payload: bytearray, seconds: float) -> Observation:
        """What came of the call, from the child's frame.

        Raises:
            ProtocolError: anything but a reply to this call.
        """


class Listens(Protocol):
    """Who has something to do while an answer is at work."""

    def meanwhile(self) -> None:
        """The child has as many questions as its pipe takes."""

    def heard(self, observations: Sequence[Observation]) -> None:
        """One more reply is here: the last one of these."""


class Question:
    """One call, flattened: `request` for JSON, `arrays` beside it."""

    def __init__(self, number: int, call: Call) -> None:
        """Raises InternalError for arguments that cannot be sent."""
        self.number = number
        self.call = call
        self.made: list[Function | Generator] = []
        flattener = Flattener(self._recipe)
        share = ARGUMENTS_CAP // max(len(call.arguments), 1)
        nodes = {name: flattener.tree(value, _NO_CAP, share) for name, value in call.arguments.items()}
        if flattener.unknown:
            raise InternalError(f"arguments that cannot be sent to an answer: {', '.join(flattener.unknown)}")
        self.arrays = flattener.arrays
        self.request = {
            "id": number,
            "layout": call.layout.value,
            "by_name": call.by_name,
            "made": [_written(value) for value in self.made],
            "arguments": nodes,
        }

    def frame(self) -> list[bytes | memoryview]:
        return pack(msgspec.json.encode(self.request), [raw(array) for array in self.arrays])

    @property
    def size(self) -> int:
        return sum(array.nbytes for array in self.arrays)

    def reply_cap(self, result_bytes: int) -> int:
        return reply_cap(self.size, result_bytes)

    def observation(self, header: bytes, payload: bytearray, seconds: float) -> Observation:
        reply = decode(header, CallReply)
        if reply.id != self.number:
            raise ProtocolError("a reply to another call")
        arrays = Payload(payload)
        try:
            observation = self.observed(reply, arrays.take, seconds)
            arrays.finish()
        except MalformedError as error:
            raise ProtocolError(str(error)) from None
        return observation

    def observed(self, reply: CallReply, take: Callable[[str, list[Any]], Array], seconds: float) -> Observation:
        """What came of the call; `take` hands out the arrays of the reply.

        Raises:
            ProtocolError: a reply that does not belong to this call.
            MalformedError: a value that is none.
        """
        warnings = tuple(map(clean, reply.warnings))
        if reply.outcome == "raised":
            if reply.error is None:
                raise ProtocolError("an exception without facts")
            return Observation(Outcome.RAISED, warnings=warnings, error=problem(reply.error), seconds=seconds)
        names = self.call.arguments.keys()
        if reply.after.keys() != names or not names | {EARLIER} >= set(reply.aliases):
            raise ProtocolError("a reply about other arguments")
        rebuilder = Rebuilder(take, list(self.made), opaque=Opaque, text=escape)
        value = rebuilder.tree(reply.value)
        after = {name: rebuilder.tree(node) for name, node in reply.after.items()}
        if self.call.layout is Layout.LIST:
            after = {name: _as_arrays(self.call.arguments[name], value) for name, value in after.items()}
        return Observation(Outcome.RETURNED, value, after, reply.aliases, warnings, seconds=seconds)

    def _recipe(self, value: Tree) -> int | None:
        if not isinstance(value, Function | Generator):
            return None
        self.made.append(value)
        return len(self.made) - 1


def reply_cap(size: int, result_bytes: int) -> int:
    """`Asks.reply_cap` for arguments of `size` bytes."""
    return result_bytes + size + AFTER_SLACK


def _written(value: Function | Generator) -> list[Any]:
    if isinstance(value, Generator):
        return ["generator", hex(value.seed)]
    return ["function", value.takes, _source(value.takes, value.expression)]


@cache
def _source(takes: tuple[str, ...], expression: str) -> str:
    from grader.language import numpy_source, parse_expression

    return numpy_source(parse_expression(expression, names=takes, path="family"))


def _as_arrays(before: Tree, after: Tree) -> Tree:
    """`after`, with the arrays of `before` where nested lists stand for them and hold what they held."""
    if hasattr(before, "tolist"):
        return before if repr(before.tolist()) == repr(after) else after
    if isinstance(before, dict) and isinstance(after, dict) and before.keys() == after.keys():
        return {key: _as_arrays(value, after[key]) for key, value in before.items()}
    if isinstance(before, tuple | list) and type(before) is type(after) and len(before) == len(after):
        return type(before)(map(_as_arrays, before, after))
    return after
