"""Predicted values: numbers with exact arithmetic, lists of them, and bare words."""

from __future__ import annotations

import re
from fractions import Fraction
from typing import TYPE_CHECKING, Final

from grader.answers.names import declare
from grader.answers.parsing import parsed, read
from grader.answers.tokens import MAX_LENGTH
from grader.answers.tree import Apply, Node, Number, Parsed
from grader.model.answers import AnswerError, AnswerFault

if TYPE_CHECKING:
    from collections.abc import Sequence

Value = bool | int | float | str | Fraction
"""What an exercise computes as one entry of an expected value."""

_WORD: Final = re.compile(r"[A-Za-z][A-Za-z -]{0,40}")
_BY: Final = re.compile(r"\s*[0-9]{1,12}(?:\s*[x×X]\s*[0-9]{1,12})+\s*")
_GROUPED: Final = re.compile(r"(?<![0-9,])[0-9]{1,3}(?:,[0-9]{3})+(?![0-9,])")
_PERCENT: Final = re.compile(r"[0-9.]\s*%")
_INFINITE: Final = frozenset("inf +inf -inf infinity +infinity -infinity ∞ +∞ -∞".split())
_NUMBERS: Final = frozenset({"pi", "e"})
NAMES: Final = declare((), {})


def parse_numbers(text: str) -> Parsed:
    """Reads a number (`1/3`, `2^-10`, `1e-3`, `50 %`, `pi/4`), a list of numbers (`(3, 4)`, `3 x 4`, `[]`), or a bare word.

    Raises:
        AnswerError: with the place of the first thing that cannot be read.
    """
    if len(text) > MAX_LENGTH:
        raise AnswerError(AnswerFault.TOO_LONG, MAX_LENGTH, 1, found=len(text), most=MAX_LENGTH)
    stripped = text.strip().strip("$").strip()
    if _BY.fullmatch(stripped):
        return _listed(text, [Number(Fraction(number), number) for number in re.split(r"\s*[x×X]\s*", stripped)])
    word = stripped.strip("'\"").lower()
    if word in _INFINITE or (_WORD.fullmatch(word) and word not in _NUMBERS):
        return Parsed(text, (), (), word, rf"\text{{{word}}}", None, (), word)
    if found := _GROUPED.search(text):
        raise AnswerError(AnswerFault.GROUPED, found.start(), len(found[0]), plain=found[0].replace(",", ""))
    percent = bool(_PERCENT.search(text))
    try:
        result = read(_without_percent(text) if percent else text, NAMES)
    except AnswerError as error:
        if error.fault in (AnswerFault.NAME, AnswerFault.FUNCTION) and not error.facts.get("near"):
            raise AnswerError(AnswerFault.SYMBOLS, error.position, error.length, name=error.facts["name"]) from None
        raise
    if not percent:
        return result
    nodes = [_hundredth(node) for node in result.nodes]
    return parsed(text, tuple(nodes), result.shapes, result.layout, result.notes)


def number_of(value: object) -> Parsed:
    """An expected value, as an exercise computes it, in the form that answers are read in: floats exactly, lists entry by entry."""
    if isinstance(value, str | bool):
        return Parsed(str(value), (), (), str(value).lower(), rf"\text{{{value}}}", None, (), str(value).lower())
    if isinstance(value, list | tuple):
        if value and all(isinstance(row, list | tuple) for row in value):
            flat = [_number(entry) for row in value for entry in row]
            return parsed(str(value), tuple(flat), ((),) * len(flat), (len(value), len(value[0])))
        return _listed(str(value), [_number(entry) for entry in value])
    if isinstance(value, float) and (value != value or value in (float("inf"), float("-inf"))):  # noqa: PLR0124 - nan
        return Parsed(str(value), (), (), str(value), rf"\text{{{value}}}", None, (), str(value))
    return parsed(str(value), (_number(value),), ((),), None)


def _number(value: object) -> Node:
    assert isinstance(value, int | float | Fraction)
    exact = Fraction(value)
    size = Number(abs(exact), str(abs(value)))
    return Apply("neg", (size,)) if exact < 0 else size


def _listed(text: str, nodes: Sequence[Node]) -> Parsed:
    return parsed(text, tuple(nodes), ((),) * len(nodes), (len(nodes),))


def _without_percent(text: str) -> str:
    return text.replace("%", " ")


def _hundredth(node: Node) -> Node:
    return Apply("div", (node, Number(Fraction(100), "100")))
