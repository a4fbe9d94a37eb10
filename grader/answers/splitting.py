"""Words that are products of names, `xy`, and words in which a function stands before its argument, `lnx`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from grader.answers.functions import ALIASES, ELEMENTWISE
from grader.answers.names import LONGEST_PRODUCT
from grader.answers.tokens import Kind, Token
from grader.model.answers import AnswerError, AnswerFault, Note

if TYPE_CHECKING:
    from grader.answers.names import Names
    from grader.answers.reading import Reader


def spread(reader: Reader) -> int:
    """Puts the names whose product the next word is in its place, and gives their number; 1 where it stays one word.

    What follows belongs to the last of them alone: `nx^2` is n*x^2.
    """
    token = reader.here
    way = _way(reader, token) if token.kind is Kind.NAME else []
    if len(way) < 2:
        return 1
    reader.notes[Note.SPLIT] = None
    made, start = [], token.start
    for number, piece in enumerate(way):
        end = token.end if number == len(way) - 1 else start + len(piece)
        made.append(Token(Kind.NAME, piece, start, end, token.spaced and not number))
        start = end
    reader.tokens[reader.at : reader.at + 1] = made
    return len(made)


def refuse_split_exponent(reader: Reader) -> None:
    """`e^xy` is e^(x*y) to one and (e^x)*y to another."""
    token = reader.here
    if token.kind is Kind.NAME and len(_way(reader, token)) > 1:
        raise AnswerError(AnswerFault.BRACKETS, *token.place, name=token.text)


def _way(reader: Reader, token: Token) -> list[str]:
    """The one way in which a word is a product; nothing where it is one name or a function."""
    names = reader.names
    if names.value(token.text) or names.function(token.text) or token.text == "I":
        return []
    called = reader.follows_argument(1) or reader.ahead().text == "^" or reader.ahead().kind is Kind.SUPERSCRIPT  # xsin^2(x)
    ways = names.product(token.text, called=called)
    if len(ways) > 1:
        raise AnswerError(AnswerFault.AMBIGUOUS, *token.place, name=token.text, ways=[" ".join(way) for way in ways])
    return ways[0] if ways else []


def glued(names: Names, word: str) -> str:
    """`ln(x)` for `lnx`, `x ln(x)` for `xlnx`; nothing where no function is in the word."""
    for start in range(len(word) if len(word) <= LONGEST_PRODUCT else 0):
        before = _factors(names, word[:start]) if start else " "
        for end in range(len(word) - 1, start, -1) if before else ():
            function, rest = word[start:end], word[end:]
            known = function in names.functions or ALIASES.get(function, function) in ELEMENTWISE
            argument = (rest if rest.isdigit() else _factors(names, rest)) if known else ""
            if argument:
                return f"{before} {function}({argument})".strip()
    return ""


def _factors(names: Names, word: str) -> str:
    ways = names.product(word, called=False)
    return " ".join(ways[0]) if ways else ""
