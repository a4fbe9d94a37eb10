"""Typed answers: why a text cannot be read, with a caret under the place; how it was read; how it differs from what is expected."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING, Any, Final

from grader.model.answers import AnswerFault, Flag, Note
from grader.words.clean import clean, one_line
from grader.words.learner.differing import GAPS, HINTS
from grader.words.learner.relations import listed

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from grader.model.answers import Gap, HintCode

    Facts = Mapping[str, Any]

WIDTH: Final = 76


def answer_fault(fault: AnswerFault, facts: Facts) -> str:
    """Why a text cannot be read, and what would be."""
    return one_line(FAULTS[fault](_shown(facts)), 400)


def answer_hint(code: HintCode, facts: Facts) -> str:
    """How an answer differs from the expected one."""
    return one_line(HINTS[code](_shown(facts)), 400)


def answer_note(note: Note) -> str:
    """How something was read that could be read otherwise."""
    return NOTES[note]


def answer_flag(flag: Flag) -> str:
    """What to know about a comparison."""
    return FLAGS[flag]


def value_gap(gap: Gap, facts: Facts) -> str:
    """How a predicted value differs from the expected one; `at` in the facts is the place in a list."""
    sentence = GAPS[gap](facts)
    return f"entry {facts['at'] + 1}: {sentence}" if "at" in facts else sentence


def caret_lines(text: str, position: int, length: int, width: int = WIDTH) -> tuple[str, str]:
    """The text around the place, at most `width` columns, and a line with `^` below it.

    What cannot be seen stands as its escape, and wide characters count two columns.
    """
    position = min(max(position, 0), len(text))
    end = min(max(position + length, position + 1), max(len(text), position + 1))
    first, last = _window(text, position, end, width)
    before = "..." if first else ""
    shown = "".join(map(_cell, text[first:last])) + ("..." if last < len(text) else "")
    left = len(before) + sum(_columns(_cell(character)) for character in text[first:position])
    marked = sum(_columns(_cell(character)) for character in text[position : min(end, last)])
    return before + shown, " " * left + "^" * max(1, marked)


def _window(text: str, position: int, end: int, width: int) -> tuple[int, int]:
    """The part of the text that is shown: all of it, or as much around the place as fits."""
    sizes = [_columns(_cell(character)) for character in text[: position + 4 * width]]
    if len(sizes) == len(text) and sum(sizes) <= width:
        return 0, len(text)
    room = width - 6
    first = last = min(position, len(sizes))
    used = 0
    while used < room and (first > 0 or last < len(sizes)):
        forward = last < len(sizes) and (last < end or position - first >= last - position or first == 0)
        size = sizes[last] if forward else sizes[first - 1]
        if used + size > room:
            break
        used += size
        first, last = (first, last + 1) if forward else (first - 1, last)
    return first, last


def _cell(character: str) -> str:
    return " " if character in "\n\r\t\v\f" else clean(character)


def _columns(cell: str) -> int:
    return sum(0 if unicodedata.combining(c) else 2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in cell)


def _shown(facts: Facts) -> dict[str, Any]:
    """The facts with the learner's own texts made fit to show."""
    return {name: one_line(value, 60) if isinstance(value, str) else value for name, value in facts.items()}


def _said(text: str) -> Callable[[Facts], str]:
    return text.format_map


def _character(facts: Facts) -> str:
    seen, code = facts.get("character", ""), facts.get("code", "")
    if seen == ";":
        return "`;` has no meaning here; a comma stands between the entries of a list: [a, b]"
    return f"`{seen}` has no meaning here" if seen else f"the character {code} has no meaning here"


def _name(facts: Facts) -> str:
    if facts["near"]:
        return f"`{facts['name']}` is not known here; did you mean `{facts['near']}`?"
    known = facts.get("known", [])
    return f"`{facts['name']}` is not known here" + (f"; you may use {listed(known[:8])}" if known else "")


def _word(facts: Facts) -> str:
    known = facts["known"]
    due = f"where the answer is a word, it is {listed(known, 'or')}" if known else "a value is asked for"
    return f"`{facts['name']}` has no meaning here; {due}"


def _near(words: str) -> Callable[[Facts], str]:
    return lambda facts: words.format_map(facts) + (f"; did you mean `{facts['near']}`?" if facts["near"] else "")


def _arguments(facts: Facts) -> str:
    least, most = facts["least"], facts["most"]
    due = f"{least}" if least == most else f"{least} to {most}"
    return f"`{facts['name']}` takes {due} argument{'' if due == '1' else 's'}, and got {facts['found']}"


def _shapes(facts: Facts) -> str:
    a, b = facts["shapes"]
    doing = {"add": "added", "matmul": "multiplied", "beside": "multiplied", "cdot": "multiplied", "solve": "solved"}
    return f"shapes {a} and {b} cannot be {doing.get(facts.get('operation', ''), 'combined')}"


FAULTS: Final[dict[AnswerFault, Callable[[Facts], str]]] = {
    AnswerFault.EMPTY: _said("there is nothing to read"),
    AnswerFault.TOO_LONG: _said("the answer has {found} characters; at most {most} are read"),
    AnswerFault.TOO_MANY_PARTS: _said("the answer has more than {most} parts; write it shorter"),
    AnswerFault.TOO_DEEP: _said("it is nested deeper than {most} levels; write it flatter"),
    AnswerFault.TOO_MANY_DIGITS: _said("a number may have {most} digits; write an exact constant, such as pi or sqrt(2)"),
    AnswerFault.EXPONENT: _said("the exponent of a number may be {most} at most"),
    AnswerFault.CHARACTER: _character,
    AnswerFault.LOOKALIKE: _said("`{character}` is {code}, which only looks like the letter {latin}; type {latin}"),
    AnswerFault.NAME: _name,
    AnswerFault.AMBIGUOUS: lambda facts: f"`{facts['name']}` may be {' or '.join(facts['ways'])}; put spaces or * between factors",
    AnswerFault.FUNCTION: _near("there is no function `{name}`"),
    AnswerFault.BARE_FUNCTION: _said("`{name}` needs an argument: {name}(x)"),
    AnswerFault.INVERSE: lambda facts: (
        "{name}^-1 may be the inverse function or 1/{name}; write ".format_map(facts)
        + (f"{facts['inverse']}(x) or " if facts["inverse"] else "")
        + f"1/{facts['name']}(x)"
    ),
    AnswerFault.COMMAND: _near("the LaTeX command `\\{command}` is not known here"),
    AnswerFault.ENDS: _said("something is missing after `{after}`"),
    AnswerFault.OPERAND: _said("a number, name or bracket is missing before `{found}`"),
    AnswerFault.OPERATOR: _said("an operator is missing before `{found}`; write * for a product"),
    AnswerFault.UNCLOSED: _said("`{bracket}` is never closed"),
    AnswerFault.UNOPENED: _said("`{bracket}` closes nothing"),
    AnswerFault.ARGUMENTS: _arguments,
    AnswerFault.EQUALS: _said("type the expression alone, without `=`"),
    AnswerFault.CONDITION: _said("a comparison stands where a value is due; where(x > 0, a, b) chooses between two"),
    AnswerFault.NOT_A_CONDITION: _said("`where` needs a comparison first: where(x > 0, a, b)"),
    AnswerFault.ATTRIBUTE: _said("`{character}` has no meaning here; only .T, the transpose, may follow a dot"),
    AnswerFault.PRIME: _said("a prime has no meaning here; write ^T or .T for a transpose"),
    AnswerFault.QUOTE: _said("quotes have no meaning here; type the expression alone"),
    AnswerFault.LIST: _said("a list stands by itself, with rows of equal length: [a, b] or [[a, b], [c, d]]"),
    AnswerFault.SHAPES: _shapes,
    AnswerFault.STAR: lambda facts: (
        f"a product of shapes {facts['shapes'][0]} and {facts['shapes'][1]} can be several things; "
        "write @ for the matrix product, or ⊙ (\\odot, hadamard(a, b)) for entry by entry"
    ),
    AnswerFault.DIVISION: _said("nothing is divided by a matrix; write inv(A) or solve(A, b)"),
    AnswerFault.POWER: _said("powers of a matrix are A^2, A^3 ... and A^-1; for entry by entry write A ⊙ A"),
    AnswerFault.SQUARE: lambda facts: f"a square matrix is due, and this one is {facts['shapes'][0]}",
    AnswerFault.NUMBER_DUE: lambda facts: (
        f"|...| of shape {facts['shapes'][0]} can be several things; write ||x|| or norm(x), abs(x) for entry by entry, or det(A)"
    ),
    AnswerFault.VECTOR_DUE: _said("{name} is of a vector here"),
    AnswerFault.MATRIX_DUE: _said("a vector or matrix is due here"),
    AnswerFault.IDENTITY: _said("the size of I cannot be told here; write eye(D)"),
    AnswerFault.GROUPED: _said("write numbers without commas or spaces: {plain}"),
    AnswerFault.SYMBOLS: _said("a value is asked for, and `{name}` is none; work it out to a number"),
    AnswerFault.BRACKETS: _said("put brackets around the exponent: `{name}` may belong to it as a whole or in part"),
    AnswerFault.GLUED: _said("`{name}` is not known here; write {plain}"),
    AnswerFault.PERCENT: _said("it cannot be told what % belongs to; put brackets: (1/3)% or 1/(3%)"),
    AnswerFault.UNIT: _said("type the number without a unit: `{name}` has no meaning here"),
    AnswerFault.WORD: _word,
    AnswerFault.LIST_DUE: _said("a list is asked for: {plain}"),
    AnswerFault.ONE_DUE: _said("a single number is asked for, not a list"),
    AnswerFault.POINT: _said("a single number is asked for, and a comma stands between entries of a list; write {plain}"),
    AnswerFault.NESTED: lambda facts: (
        f"one list is asked for, not a list of lists: {facts['plain']}"
        if facts["plain"]
        else "a list of lists is asked for: [[a, b], [c, d]]"
    ),
}

NOTES: Final[dict[Note, str]] = {
    Note.PREFIX: "what stands before `=` is left out",
    Note.DIVISION: "a/b c is read as (a/b)*c; put brackets around a denominator",
    Note.EXPONENT: "e^2x is read as (e^2)*x; put brackets around an exponent",
    Note.BARE_CALL: "a function without brackets takes the next factor alone",
    Note.SPLIT: "letters without a space are read as a product",
    Note.NATURAL_LOG: "log is the natural logarithm",
    Note.SIGMA: "sigma(x) is the logistic function 1/(1 + exp(-x))",
    Note.ELEMENTWISE: "powers and quotients of vectors are taken entry by entry",
    Note.OUTER: "a column times a row is a matrix",
    Note.BROADCAST: "a number is added to every entry",
}

FLAGS: Final[dict[Flag, str]] = {
    Flag.ONE_BRANCH: "one branch was never reached by the values that are allowed",
    Flag.LAYOUT: "the number of entries differs",
    Flag.SHAPE: "the shape differs",
    Flag.UNDEFINED: "your answer has no value where the expected one has",
    Flag.BUDGET: "your answer takes too long to evaluate; write it shorter",
    Flag.NO_POINT: "your answer is too large or too small to be evaluated",
    Flag.HIDDEN: "a term of your answer is too small everywhere to be compared; leave it out or write it otherwise",
}
