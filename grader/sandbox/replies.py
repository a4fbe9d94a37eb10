"""What a child may say, field by field; anything else is a breach of the protocol."""

from __future__ import annotations

from typing import Annotated, Any, Literal, TypeVar

import msgspec
from msgspec import Meta

from grader.model.case import ErrorFacts, Frame, Loaded
from grader.model.enums import LoadOutcome
from grader.sandbox.boxes import ProtocolError
from grader.sandbox.child.frames import MAX_TEXT
from grader.sandbox.text import clean

_Text = Annotated[str, Meta(max_length=MAX_TEXT)]
_Few = Meta(max_length=256)


class _Said(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Base of all that a child may say."""


class _Line(_Said, frozen=True):
    file: _Text
    line: Annotated[int, Meta(ge=0, lt=1 << 32)]
    function: _Text


class _Error(_Said, frozen=True):
    type_name: _Text
    bases: Annotated[tuple[_Text, ...], _Few]
    message: _Text
    frames: Annotated[tuple[_Line, ...], _Few]


class Ready(_Said, frozen=True):
    """The child is locked."""

    kind: Literal["ready"]


class LoadReply(_Said, frozen=True):
    """What importing the answer came to."""

    kind: Literal["loaded"]
    outcome: Literal["loaded", "missing", "unreadable", "raised"]
    error: _Error | None = None
    detail: _Text = ""


class CallReply(_Said, frozen=True):
    """What one call came to."""

    kind: Literal["result"]
    id: int
    outcome: Literal["returned", "raised"]
    value: Any = None
    after: dict[_Text, Any] = {}
    aliases: Annotated[tuple[_Text, ...], _Few] = ()
    warnings: Annotated[tuple[_Text, ...], _Few] = ()
    error: _Error | None = None


_S = TypeVar("_S", bound=_Said)


def decode(header: bytes, kind: type[_S]) -> _S:
    """The header of a frame from the child.

    Raises:
        ProtocolError: it is not exactly what a child says here.
    """
    try:
        return msgspec.json.decode(header, type=kind)
    except (msgspec.DecodeError, ValueError, RecursionError) as error:
        raise ProtocolError(clean(str(error), 200)) from None


def loaded(reply: LoadReply) -> Loaded:
    """What importing the answer came to, as the rooms above know it."""
    return Loaded(LoadOutcome(reply.outcome), problem(reply.error), clean(reply.detail))


def problem(error: _Error | None) -> ErrorFacts | None:
    """An exception, with harmless texts."""
    if error is None:
        return None
    frames = tuple(Frame(clean(line.file), line.line, clean(line.function)) for line in error.frames)
    return ErrorFacts(clean(error.type_name), tuple(map(clean, error.bases)), clean(error.message), frames)
