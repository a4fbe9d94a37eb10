"""An answer as a tree, and what was read."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, Any

import msgspec

from grader.model.answers import Note

if TYPE_CHECKING:
    from collections.abc import Iterator


class Number(msgspec.Struct, frozen=True):
    """An exact number; `text` is how it was typed."""

    value: Fraction
    text: str

    @property
    def decimal(self) -> bool:
        """Whether it was typed as a decimal number."""
        return "." in self.text or "e" in self.text.lower()


class Name(msgspec.Struct, frozen=True):
    """A symbol, a dim, or one of the constants `pi` and `e`."""

    name: str
    constant: bool = False


class Apply(msgspec.Struct, frozen=True):
    """An operation or function and what it is applied to; `start` and `end` are its place in the text."""

    operation: str
    arguments: tuple[Node, ...]
    start: int = 0
    end: int = 0
    definition: Definition | None = None
    """Of a function that the exercise defines."""


class Definition(msgspec.Struct, frozen=True):
    """A function of the exercise, read."""

    parameters: tuple[str, ...]
    body: Any
    """A `Node`."""


Node = Number | Name | Apply
Shape = tuple[str, ...]
"""Dims by name; `1` is the length 1."""


class Parsed(msgspec.Struct, frozen=True):
    """What was read: one expression, or the entries of a list, or a word."""

    text: str
    nodes: tuple[Node, ...]
    """One, or the entries of a list row by row."""
    shapes: tuple[Shape, ...]
    plain: str
    """The echo, in the syntax that is read."""
    latex: str
    layout: tuple[int, ...] | None = None
    """None for a single expression; lengths of a list, or of a list of lists."""
    notes: tuple[Note, ...] = ()
    word: str = ""
    """A bare word, such as `error`, where one was looked for; then there are no nodes."""


def walk(node: Node) -> Iterator[Node]:
    """The node and all below it; bodies of defined functions are left out."""
    waiting = [node]
    while waiting:
        current = waiting.pop()
        yield current
        if isinstance(current, Apply):
            waiting.extend(reversed(current.arguments))


def names_in(node: Node) -> set[str]:
    """Symbols and dims of an expression."""
    return {part.name for part in walk(node) if isinstance(part, Name) and not part.constant}


def depth(node: Node) -> int:
    """How many levels an expression has."""
    level, deepest = [node], 0
    while level:
        deepest += 1
        level = [below for part in level if isinstance(part, Apply) for below in part.arguments]
    return deepest


def normal(shape: Shape) -> Shape:
    """A shape without lengths of 1 at its end."""
    while shape and shape[-1] == "1":
        shape = shape[:-1]
    return shape


def made(node: Apply, operation: str, *arguments: Node) -> Apply:
    """Another operation in the place of `node`."""
    return Apply(operation, arguments, node.start, node.end, node.definition)


def is_exponential(node: Node) -> bool:
    """Whether the last factor is a power of a number: in `e^2x` x may be meant as part of the exponent, in `a^2x` hardly."""
    while isinstance(node, Apply) and node.operation in ("mul", "beside", "star", "div", "neg"):
        node = node.arguments[-1]
    if not isinstance(node, Apply) or node.operation != "pow":
        return False
    base = node.arguments[0]
    return isinstance(base, Number) or (isinstance(base, Name) and base.constant)
