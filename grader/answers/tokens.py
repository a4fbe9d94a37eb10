"""Text -> tokens, each with its place in the text as it was typed."""

from __future__ import annotations

import re
from enum import Enum
from typing import TYPE_CHECKING, Final

import msgspec

from grader.answers.characters import GREEK, OPERATORS, SUBSCRIPTS, SUPERSCRIPTS, VULGAR, described, fold, lookalike
from grader.model.answers import AnswerError, AnswerFault

if TYPE_CHECKING:
    from collections.abc import Iterator

MAX_LENGTH: Final = 1_000
MAX_DIGITS: Final = 31
MAX_EXPONENT: Final = 400

_NUMBER: Final = re.compile(r"(?:[0-9]{1,3}(?:_[0-9]{3})+(?![0-9_])|[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][+-]?[0-9]+)?")
_NAME: Final = re.compile(r"[A-Za-z](?:[A-Za-z0-9]|_[A-Za-z0-9]|_\{[A-Za-z0-9]{1,12}\})*")
_SUBSCRIPT: Final = re.compile(r"_?[0-9]+|_[A-Za-z0-9]+|_\{[A-Za-z0-9]{1,12}\}")
_COMMAND: Final = re.compile(r"\\(?:[A-Za-z]+|.)", re.DOTALL)
_RAISED: Final = re.compile(f"[{''.join(SUPERSCRIPTS)}]+")
_WHOLE: Final = re.compile("[⁻⁺⁰¹²³⁴⁵⁶⁷⁸⁹]+")
_SYMBOLS: Final = ("**", "<=", ">=", "==", "!=", *"+-*/^()[]{},|<>@=!&%_")
_MODULES: Final = frozenset({"np", "numpy", "math", "linalg"})
"""`np.exp` is exp."""


class Kind(Enum):
    NUMBER = "number"
    NAME = "name"
    OPERATOR = "operator"
    SUPERSCRIPT = "superscript"
    COMMAND = "command"
    END = "end"


class Token(msgspec.Struct, frozen=True):
    """A piece of the text."""

    kind: Kind
    text: str
    start: int
    end: int
    spaced: bool = False
    """Whether white space stands before it."""

    @property
    def place(self) -> tuple[int, int]:
        """Position and length."""
        return self.start, max(1, self.end - self.start)


def tokenize(text: str) -> list[Token]:
    """The tokens of `text`, and one for its end.

    Raises:
        AnswerError: for a text that is too long, and for characters and numbers that mean nothing here.
    """
    if len(text) > MAX_LENGTH:
        raise AnswerError(AnswerFault.TOO_LONG, MAX_LENGTH, 1, found=len(text), most=MAX_LENGTH)
    folded = "".join(map(fold, text))
    return [*_tokens(folded, 0), Token(Kind.END, "", len(text), len(text))]


def _tokens(text: str, at: int) -> Iterator[Token]:
    spaced = False
    while at < len(text):
        if text[at] in " \t\r\n$" or text.startswith(("\\ ", "\\,", "\\;", "\\!", "\\:"), at):
            spaced = spaced or text[at] != "$"
            at += 2 if text[at] == "\\" else 1
            continue
        if several := _several(text, at, spaced=spaced):
            yield from several
            at, spaced = several[-1].end, False
            continue
        token = _token(text, at, spaced=spaced)
        at = token.end
        if token.kind is Kind.NAME and token.text in _MODULES and re.match(r"\.[A-Za-z]", text[at:]):
            at += 1
            continue
        spaced = False
        yield token


def _several(text: str, at: int, *, spaced: bool) -> list[Token]:
    """The tokens of what stands for several: `½`, and superscripts that are no whole number."""
    if text[at] in VULGAR:
        if text[at - 1 : at].isdigit():  # 2½ is a sum to one, and 2·½ to another
            raise AnswerError(AnswerFault.OPERATOR, at, 1, found=text[at])
        over, _, under = VULGAR[text[at]].partition("/")
        parts = ((Kind.OPERATOR, "("), (Kind.NUMBER, over), (Kind.OPERATOR, "/"), (Kind.NUMBER, under), (Kind.OPERATOR, ")"))
        return [Token(kind, part, at, at + 1, spaced and part == "(") for kind, part in parts]
    found = _RAISED.match(text, at)
    if found is None or _WHOLE.fullmatch(found[0]):
        return []
    written = "".join(SUPERSCRIPTS[character] for character in found[0])
    if re.search("[^0-9+()-][0-9]", written):  # of e^(x2) and e^(x^2) neither can be seen
        raise AnswerError(AnswerFault.BRACKETS, at, len(found[0]), name=found[0])
    opening = [Token(Kind.OPERATOR, "^", at, at + 1, spaced), Token(Kind.OPERATOR, "(", at, at + 1)]
    return [*opening, *_tokens(" " * at + written, at), Token(Kind.OPERATOR, ")", found.end() - 1, found.end())]


def _token(text: str, at: int, *, spaced: bool) -> Token:
    character = text[at]
    if character.isascii() and (found := _NUMBER.match(text, at)):
        return Token(Kind.NUMBER, _checked_number(found[0].replace("_", ""), at), at, found.end(), spaced)
    if found := _NAME.match(text, at):
        return _named(found[0].replace("{", "").replace("}", ""), text, at, found.end(), spaced=spaced)
    if character in GREEK:
        found = _SUBSCRIPT.match(text, at + 1)
        tail = found[0].replace("{", "").replace("}", "") if found else ""
        return _named(GREEK[character] + tail, text, at, found.end() if found else at + 1, spaced=spaced)
    if character in SUPERSCRIPTS or character in SUBSCRIPTS:
        return _small(text, at, spaced=spaced)
    if found := _COMMAND.match(text, at):
        return Token(Kind.COMMAND, found[0][1:], at, found.end(), spaced)
    if character in OPERATORS:
        return Token(Kind.OPERATOR, OPERATORS[character], at, at + 1, spaced)
    if character == "." and re.match(r"\.T(?![A-Za-z0-9_])", text[at:]):
        return Token(Kind.OPERATOR, "⊤", at, at + 2, spaced)
    for symbol in _SYMBOLS:
        if text.startswith(symbol, at):
            return Token(Kind.OPERATOR, symbol, at, at + len(symbol), spaced)
    raise _unknown(text, at)


def _named(name: str, text: str, start: int, end: int, *, spaced: bool) -> Token:
    while end < len(text) and text[end] in SUBSCRIPTS:
        name += SUBSCRIPTS[text[end]]
        end += 1
    return Token(Kind.NAME, name, start, end, spaced)


def _small(text: str, start: int, *, spaced: bool) -> Token:
    """A superscript, or a subscript that belongs to no name: that of a norm."""
    if text[start] in SUBSCRIPTS:
        return Token(Kind.OPERATOR, f"_{SUBSCRIPTS[text[start]]}", start, start + 1, spaced)
    found = _RAISED.match(text, start)
    assert found is not None
    written = "".join(SUPERSCRIPTS[character] for character in found[0])
    if not re.fullmatch(r"[+-]?[0-9]{1,4}", written):
        raise AnswerError(AnswerFault.CHARACTER, start, len(written), character=found[0])
    return Token(Kind.SUPERSCRIPT, written, start, found.end(), spaced)


def _checked_number(text: str, at: int) -> str:
    mantissa, _, exponent = text.lower().partition("e")
    if len(mantissa.replace(".", "").lstrip("0")) > MAX_DIGITS or len(mantissa) > 2 * MAX_DIGITS:
        raise AnswerError(AnswerFault.TOO_MANY_DIGITS, at, len(text), most=MAX_DIGITS)
    if exponent and (len(exponent) > 5 or abs(int(exponent)) > MAX_EXPONENT):
        raise AnswerError(AnswerFault.EXPONENT, at, len(text), most=MAX_EXPONENT)
    return text


def _unknown(text: str, at: int) -> AnswerError:
    character = text[at]
    if character in "'′":
        return AnswerError(AnswerFault.PRIME, at)
    if character in '"`‘’“”':
        return AnswerError(AnswerFault.QUOTE, at)
    if character == ".":
        found = re.match(r"\.[A-Za-z_][A-Za-z0-9_]{0,30}", text[at:])
        fault = AnswerFault.ATTRIBUTE if found else AnswerFault.CHARACTER
        return AnswerError(fault, at, len(found[0]) if found else 1, character=found[0] if found else ".")
    if latin := lookalike(character):
        return AnswerError(AnswerFault.LOOKALIKE, at, 1, character=character, code=described(character), latin=latin)
    seen = character if character.isprintable() else ""
    return AnswerError(AnswerFault.CHARACTER, at, 1, character=seen, code=described(character))
