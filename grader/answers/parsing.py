"""Text -> what was read."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Final

from grader.answers.cursor import CLOSING, MAX_DEPTH
from grader.answers.echo import latex, listed, plain, typeset
from grader.answers.latex import plain_tokens
from grader.answers.names import declare
from grader.answers.reading import Reader
from grader.answers.shapes import settle
from grader.answers.surroundings import bare
from grader.answers.tokens import MAX_LENGTH, Kind, tokenize
from grader.answers.tree import Definition, Node, Parsed, Shape, depth
from grader.model.answers import AnswerError, AnswerFault, Note, Symbol

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from grader.answers.names import Names
    from grader.model.answers import Function

_TRANSPOSED: Final = ([], ["⊤"], *([["^", *mark] for t in "T⊤" for mark in (t, f"{{{t}}}", f"({t})")]))
"""What may stand behind a list."""
_MAX_TREE: Final = 3 * MAX_DEPTH
"""Levels of the tree: a product of n factors has n, though nothing is nested."""


def parse(text: str, symbols: Sequence[Symbol], *, functions: Mapping[str, Function] | None = None) -> Parsed:
    """Reads an expression, or a list of them, in plain text or LaTeX. Nothing is evaluated.

    Args:
        text: what was typed.
        symbols: the names it may use; the dims of their shapes are numbers that it may use too.
        functions: what the exercise defines, by name.

    Raises:
        AnswerError: with the place of the first thing that cannot be read.
    """
    defined = {name: _definition(function.parameters, function.body) for name, function in (functions or {}).items()}
    return read(text, declare(symbols, defined))


def read(text: str, names: Names) -> Parsed:
    """`parse`, with the names declared."""
    if not text[: MAX_LENGTH + 1].strip():
        raise AnswerError(
            AnswerFault.EMPTY if len(text) <= MAX_LENGTH else AnswerFault.TOO_LONG, 0, 1, found=len(text), most=MAX_LENGTH
        )
    if len(text) > MAX_LENGTH:
        raise AnswerError(AnswerFault.TOO_LONG, MAX_LENGTH, 1, found=len(text), most=MAX_LENGTH)
    inner, labelled = bare(text)
    reader = Reader(plain_tokens(tokenize(inner)), names)
    if labelled:
        reader.notes[Note.PREFIX] = None
    written, layout = _entries(reader)
    if any(depth(node) > _MAX_TREE for node in written):
        raise AnswerError(AnswerFault.TOO_DEEP, 0, len(text), most=_MAX_TREE)
    shaped = [settle(node, names, reader.notes) for node in written]
    nodes, shapes = tuple(node for node, _ in shaped), tuple(shape for _, shape in shaped)
    if layout is not None and any(shapes):
        raise AnswerError(AnswerFault.LIST, 0, len(text))
    return parsed(text, nodes, shapes, layout, tuple(reader.notes))


def parsed(
    text: str,
    nodes: tuple[Node, ...],
    shapes: tuple[Shape, ...],
    layout: tuple[int, ...] | None,
    notes: tuple[Note, ...] = (),
) -> Parsed:
    """What was read, with its echo."""
    if layout is None:
        return Parsed(text, nodes, shapes, plain(nodes[0]), latex(nodes[0]), None, notes)
    return Parsed(text, nodes, shapes, listed(map(plain, nodes), layout), typeset(map(latex, nodes), layout), layout, notes)


@lru_cache(maxsize=64)
def _definition(parameters: tuple[str, ...], body: str) -> Definition:
    return Definition(parameters, parse(body, [Symbol(name) for name in parameters]).nodes[0])


def _entries(reader: Reader) -> tuple[list[Node], tuple[int, ...] | None]:
    """One expression; or `[a, b]`, `(a, b)`, `a, b`, and lists of such lists."""
    if _is_list(reader):
        opening = reader.take()
        closing = CLOSING[opening.text]
        rows = _separated(reader, closing)
        if not reader.is_operator(closing):
            raise AnswerError(AnswerFault.UNCLOSED, *opening.place, bracket=opening.text)
        reader.take()
        _transposed(reader, flat=all(width is None for _, width in rows))
        reader.end()
    else:
        rows = _separated(reader, "")
        reader.end()
        if len(rows) == 1 and rows[0][1] is None:
            return rows[0][0], None
    widths = {width for _, width in rows}
    if len(widths) > 1:
        raise AnswerError(AnswerFault.LIST, 0, reader.tokens[-1].start or 1)
    nodes = [node for row, _ in rows for node in row]
    width = widths.pop() if widths else None
    return nodes, (len(rows),) if width is None else (len(rows), width)


def _separated(reader: Reader, closing: str) -> list[tuple[list[Node], int | None]]:
    """Entries up to the closing bracket; an entry that is a list is a row."""
    rows: list[tuple[list[Node], int | None]] = []
    while not (closing and reader.is_operator(closing)):
        if reader.is_operator("[") and _is_row(reader):
            opening = reader.take()
            inner = _separated_numbers(reader)
            if not reader.is_operator("]"):
                raise AnswerError(AnswerFault.UNCLOSED, *opening.place, bracket="[")
            reader.take()
            rows.append((inner, len(inner)))
        else:
            rows.append(([reader.sum()], None))
        if not reader.is_operator(","):
            break
        reader.take()
    return rows


def _separated_numbers(reader: Reader) -> list[Node]:
    found = [reader.sum()]
    while reader.is_operator(","):
        reader.take()
        found.append(reader.sum())
    return found


def _is_list(reader: Reader) -> bool:
    """Whether the text is one list: brackets around all of it, and a comma unless they are square."""
    if not reader.is_operator(*CLOSING):
        return False
    square = reader.is_operator("[")
    closing, comma = _matching(reader)
    if closing < 0:
        return square
    behind = [token.text for token in reader.tokens[closing + 1 : -1]]
    return (comma and behind in _TRANSPOSED) or (not behind and (comma or square or closing == 1))


def _is_row(reader: Reader) -> bool:
    """Whether a bracket is an entry by itself, and not a factor: `[[a, b], [c, d]]`, but `[1 - s]*s`."""
    closing, _ = _matching(reader)
    behind = reader.tokens[closing + 1]
    return closing < 0 or behind.kind is Kind.END or behind.text in (",", "]", ")", "}")


def _matching(reader: Reader) -> tuple[int, bool]:
    """The place of the bracket that closes the next token, -1 where none does, and whether a comma stands between them."""
    deep, comma = 0, False
    for at in range(reader.at, len(reader.tokens)):
        token = reader.tokens[at]
        if token.kind is Kind.OPERATOR:
            deep += (token.text in CLOSING) - (token.text in CLOSING.values())
            comma = comma or (token.text == "," and deep == 1)
            if deep == 0:
                return at, comma
    return -1, comma


def _transposed(reader: Reader, *, flat: bool) -> None:
    """`[a, b]^T` is the list `[a, b]`: a list has no direction."""
    behind = [token.text for token in reader.tokens[reader.at : -1]]
    if flat and behind and behind in _TRANSPOSED:
        reader.at = len(reader.tokens) - 1
