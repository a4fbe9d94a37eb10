"""How functions are applied: with parentheses, without, and raised to a power before their argument."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, Final

from grader.answers.functions import CONDITIONS, ELEMENTWISE, FUNCTIONS
from grader.answers.tokens import Kind, Token
from grader.answers.tree import Apply, Node, Number
from grader.model.answers import AnswerError, AnswerFault, Note

if TYPE_CHECKING:
    from grader.answers.reading import Reader

_OPENING: Final = ("(", "{", "[")


def read_call(reader: Reader, function: str, token: Token) -> Node:
    """What follows the name of a function, which is taken already."""
    raised = _raised(reader, function, token)
    if reader.is_operator(*_OPENING):
        value = _called(reader, function, token)
    elif reader.spec(function).most == 1 and function in ELEMENTWISE | reader.names.functions | {"trace": 0, "det": 0, "norm": 0}:
        value = _bare(reader, function, token)
    else:
        raise AnswerError(AnswerFault.BARE_FUNCTION, *token.place, name=token.text)
    if function == "log" and token.text == "log":
        reader.notes[Note.NATURAL_LOG] = None
    if function == "sigmoid" and token.text == "sigma":
        reader.notes[Note.SIGMA] = None
    return value if raised is None else reader.apply("pow", (value, raised), token.start)


def _raised(reader: Reader, function: str, token: Token) -> Number | None:
    """The power between a function and its argument: `sin^2(x)`."""
    superscript = reader.here.kind is Kind.SUPERSCRIPT
    if not superscript and not reader.is_operator("^"):
        return None
    if not superscript:
        reader.take()
    opening = reader.take() if reader.is_operator("(", "{") else None
    exponent = reader.here
    if not exponent.text.isdigit():
        raise AnswerError(
            AnswerFault.INVERSE, *token.place, name=function, inverse=f"arc{function}" if f"arc{function}" in FUNCTIONS else ""
        )
    reader.take()
    if opening is not None:
        reader.close(opening)
    return Number(Fraction(int(exponent.text)), exponent.text)


def _called(reader: Reader, function: str, token: Token) -> Node:
    opening = reader.take()
    reader.deeper()
    bars, reader.bars = reader.bars, []
    arguments: list[Node] = []
    if not reader.is_operator(")", "}", "]"):
        arguments.append(reader.comparison())
        while reader.is_operator(","):
            reader.take()
            arguments.append(reader.comparison())
    reader.close(opening)
    reader.bars = bars
    reader.level -= 1
    return _built(reader, function, tuple(arguments), token)


def _bare(reader: Reader, function: str, token: Token) -> Node:
    """The argument is the next factor, and those that follow it without a space: `sin 2x`."""
    if not (reader.follows_argument() or reader.is_operator("-")):
        raise AnswerError(AnswerFault.BARE_FUNCTION, *token.place, name=token.text)
    reader.notes[Note.BARE_CALL] = None
    reader.deeper()
    start = reader.here.start
    value = reader.signed()
    while not reader.here.spaced and reader.begins_factor() and not _is_function(reader):
        value = reader.apply("beside", (value, reader.power()), start)
    reader.level -= 1
    return _built(reader, function, (value,), token)


def _is_function(reader: Reader) -> bool:
    token = reader.here
    return token.kind is Kind.NAME and not reader.names.value(token.text) and bool(reader.names.function(token.text))


def _built(reader: Reader, function: str, arguments: tuple[Node, ...], token: Token) -> Node:
    spec = reader.spec(function)
    if not spec.least <= len(arguments) <= spec.most:
        end = reader.tokens[reader.at - 1].end
        facts = {"name": token.text, "least": spec.least, "most": spec.most, "found": len(arguments)}
        raise AnswerError(AnswerFault.ARGUMENTS, token.start, end - token.start, **facts)
    if function in reader.names.functions:
        made = reader.apply(function, arguments, token.start)
        return Apply(function, arguments, made.start, made.end, reader.names.functions[function])
    if function in ("max", "min"):
        value = arguments[-1]
        for argument in reversed(arguments[:-1]):
            value = reader.apply(function, (argument, value), token.start)
        return value
    if function == "where" and not (isinstance(arguments[0], Apply) and arguments[0].operation in CONDITIONS):
        raise AnswerError(AnswerFault.NOT_A_CONDITION, *token.place)
    renamed = {"power": "pow"}.get(function, function)
    return reader.apply(renamed, arguments, token.start)
