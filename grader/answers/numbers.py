"""Predicted values: numbers with exact arithmetic, lists of them, and bare words."""

from __future__ import annotations

import re
from fractions import Fraction
from typing import TYPE_CHECKING, Final

import msgspec

from grader.answers.names import declare
from grader.answers.parsing import parsed, read
from grader.answers.surroundings import bare
from grader.answers.tokens import MAX_LENGTH
from grader.answers.tree import Apply, Node, Number, Parsed
from grader.model.answers import AnswerError, AnswerFault

if TYPE_CHECKING:
    from collections.abc import Sequence

    from grader.answers.due import Due

Value = bool | int | float | str | Fraction
"""What an exercise computes as one entry of an expected value."""

_WORD: Final = re.compile(r"[A-Za-z][A-Za-z -]{0,40}")
_QUOTED: Final = re.compile(r"\\(?:text|mathrm|texttt)\s*\{([A-Za-z ]+)\}")
_TRUTH: Final = re.compile(r"(?:np|numpy)\.(true|false)_?")
_INFINITE: Final = re.compile(r"([+-]?)\s*(?:(?:np|numpy|math|torch)\.)?(?:inf|infinity|\\infty|∞)")
_AS_FLOAT: Final = re.compile(r"float\(\s*(['\"])([+-]?(?:inf|infinity|nan))\1\s*\)")
_BY: Final = re.compile(r"\s*[0-9]{1,12}(?:\s*[x×X]\s*[0-9]{1,12})+\s*")
_BY_COMMAND: Final = re.compile(r"[\[(]?\s*[0-9]{1,12}(?:\s*(?:[x×X]|\\times)\s*[0-9]{1,12})+\s*[\])]?")
_TIMES: Final = re.compile(r"(?<=[0-9)])(?<!\b0)\s*[xX]\s*(?=[0-9(.\\]|[a-z]+[0-9]*\()")
_GROUPED: Final = re.compile(r"(?<![0-9,.])[0-9]{1,3}(?:,[0-9]{3})+(?![0-9,])")
_SPACED: Final = re.compile(r"[0-9]{1,3}(?:(?: |'|\\,|\{,\})[0-9]{3})+")
_ROW: Final = re.compile(r"[\[({]?\s*(-?[0-9.]+(?:\s+-?[0-9.]+)+)\s*[\])}]?")
_UNITS: Final = re.compile(r"(?<=[0-9)}])[\s$]*((?:°|º|∘|\^\s*\{?\s*\\circ\s*\}?)\s*[CFK]?|[A-Za-z]{2,12}|[Bs])[\s$.]*")
_NUMBERS: Final = frozenset({"pi", "e"})
_CONSTANT: Final = frozenset({"inf", "-inf", "nan"})
"""Words that are values."""
NAMES: Final = msgspec.structs.replace(declare((), {}), percent=True)


def parse_numbers(text: str, due: Due | None = None) -> Parsed:
    """Reads a number (`1/3`, `2^-10`, `1e-3`, `50 %`, `pi/4`), a list of numbers (`(3, 4)`, `3 x 4`, `[]`), or a bare word.

    Args:
        text: what was typed.
        due: what the answers are; without it any kind is read.

    Raises:
        AnswerError: with the place of the first thing that cannot be read.
    """
    if len(text) > MAX_LENGTH:
        raise AnswerError(AnswerFault.TOO_LONG, MAX_LENGTH, 1, found=len(text), most=MAX_LENGTH)
    inner, _ = bare(text)
    stripped = inner.strip(" \t\r\n$")
    if (due is None or due.lists) and (_BY if due is None else _BY_COMMAND).fullmatch(stripped):
        return _listed(text, [Number(Fraction(number), number) for number in re.findall("[0-9]+", stripped)])
    word = _word(stripped)
    if word and (due is None or due.word(word) or (word in _CONSTANT and due.numbers)):
        return Parsed(text, (), (), word, rf"\text{{{word}}}", None, (), word)
    _refuse_grouped(inner, due)
    _refuse_without_commas(stripped, due)
    try:
        result = read(_written_out(text, inner, due), NAMES)
    except AnswerError as error:
        raise _told(error, inner, word, due) from None
    result = msgspec.structs.replace(result, text=text)
    if due is not None:
        due.check(result, text)
    return result


def _word(text: str) -> str:
    """A bare word in small letters: `Error`, `'error'`, `np.True_`, `float("inf")`; nothing for anything else."""
    word = text.strip("'\"`‘’“”! ").lower()
    if found := _AS_FLOAT.fullmatch(text):
        word = found[2]
    elif found := _QUOTED.fullmatch(text) or _TRUTH.fullmatch(word):
        word = found[1].lower()
    if found := _INFINITE.fullmatch(word):
        return found[1].strip("+") + "inf"
    return word if _WORD.fullmatch(word) and word not in _NUMBERS else ""


def _written_out(text: str, inner: str, due: Due | None) -> str:
    """`x` and `×` between numbers as `*`, and `;` between entries as `,`, at the same places."""
    signs = {at for found in _TIMES.finditer(inner) for at in range(*found.span()) if inner[at] in "xX"}
    if due is not None and due.lists and "," not in inner:
        return "".join("*" if at in signs else "," if c == inner[at] == ";" else c for at, c in enumerate(text))
    return "".join("*" if at in signs else c for at, c in enumerate(text))


def _refuse_grouped(text: str, due: Due | None) -> None:
    """`4,000,000` is no list; inside brackets commas stand between entries unless what follows one begins with 0."""
    for found in _GROUPED.finditer(text):
        before = text[: found.start()]
        within = sum(map(before.count, "([{")) > sum(map(before.count, ")]}"))
        if ",0" in found[0] or not (within or (due is not None and not due.numbers)):
            raise AnswerError(AnswerFault.GROUPED, found.start(), len(found[0]), plain=found[0].replace(",", ""))


def _refuse_without_commas(text: str, due: Due | None) -> None:
    """`[2 -5]` is no list of one number, 2 - 5; `8 000 000` is no product."""
    if due is None:
        return
    if due.numbers and _SPACED.fullmatch(text):
        raise AnswerError(AnswerFault.GROUPED, 0, len(text), plain=re.sub("[^0-9]", "", text))
    if due.lists and not due.numbers and (found := _ROW.fullmatch(text)):
        raise AnswerError(AnswerFault.LIST_DUE, 0, len(text), plain=f"[{', '.join(found[1].split())}]")


def _told(error: AnswerError, text: str, word: str, due: Due | None) -> AnswerError:
    """The fault as it is told where a value is due and no symbol is declared."""
    if due is not None and word and due.words:
        return AnswerError(AnswerFault.WORD, 0, len(text), name=text.strip(), known=list(due.words))
    at = max(0, error.position - 4)
    found = next((unit for unit in _UNITS.finditer(text, at) if unit.end() == len(text)), None)
    if found and error.fault in (AnswerFault.NAME, AnswerFault.CHARACTER, AnswerFault.OPERAND, AnswerFault.ENDS):
        return AnswerError(AnswerFault.UNIT, found.start(1), len(found[1]), name=found[1])
    if error.fault is AnswerFault.NAME or (error.fault is AnswerFault.FUNCTION and len(error.facts["name"]) == 1):
        return AnswerError(AnswerFault.SYMBOLS, error.position, error.length, name=error.facts["name"])
    return error


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
