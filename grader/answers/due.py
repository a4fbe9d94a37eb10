"""What kinds of value the answers to a `predict` exercise are, and what is said where another kind is typed."""

from __future__ import annotations

import re
from math import isinf
from typing import TYPE_CHECKING, Any, Final

import msgspec

from grader.answers.tree import Apply, Number, Parsed
from grader.model.answers import AnswerError, AnswerFault

if TYPE_CHECKING:
    from grader.model.typed import PredictContent

_TRUTH: Final = frozenset({"true", "false"})
_DIGITS: Final = re.compile("[0-9]+")
_COMMA: Final = re.compile("[^ (\\[{]*,[^ ]*")
"""A list without brackets and spaces: `0,5`."""


class Due(msgspec.Struct, frozen=True):
    """What may be typed; it is that of the exercise, not of one question, so that nothing is given away."""

    numbers: bool = False
    lists: bool = False
    rows: bool = False
    """Lists of lists."""
    words: tuple[str, ...] = ()
    """As they are told; capitals do not matter."""

    def word(self, word: str) -> bool:
        """Whether a word is one of those that may be typed."""
        return word in {known.lower() for known in self.words}

    def check(self, got: Parsed, text: str) -> None:
        """Refuses a value of a kind that no answer has.

        Raises:
            AnswerError: which says what is asked for.
        """
        place = (0, max(1, len(text)))
        if not (self.numbers or self.lists or self.rows):
            raise AnswerError(AnswerFault.WORD, *place, name=text.strip(), known=list(self.words))
        if got.layout is None:
            if not self.numbers:
                raise AnswerError(AnswerFault.LIST_DUE, *place, plain=f"[{got.plain}]")
        elif not (self.lists or self.rows):
            plain = with_point(got) if _COMMA.fullmatch(text.strip()) else ""
            raise AnswerError(AnswerFault.POINT if plain else AnswerFault.ONE_DUE, *place, plain=plain)
        elif len(got.layout) == 2 and not self.rows:
            raise AnswerError(AnswerFault.NESTED, *place, plain=_flat(got))
        elif len(got.layout) == 1 and not self.lists:
            raise AnswerError(AnswerFault.NESTED, *place, plain="")


def _flat(got: Parsed) -> str:
    """A row or a column as one list; a list as such for what is neither."""
    from grader.answers.echo import listed, plain

    assert got.layout is not None
    return listed(map(plain, got.nodes), (len(got.nodes),)) if 1 in got.layout else "[a, b]"


def due_of(content: PredictContent, right: Any) -> Due:
    """What the answers to an exercise are; `right` is that to this question."""
    answers = [
        answer for answer in (content.answer, *(variant.answer for variant in content.variants), right) if answer is not None
    ]
    mistakes = [mistake.answer for mistake in (*content.mistakes, *(m for variant in content.variants for m in variant.mistakes))]
    words = [word for answer in (*answers, *mistakes) if (word := _word(answer))]
    if isinstance(right, bool) or _TRUTH & {word.lower() for word in words}:
        words += ["True", "False"]
    if any(isinstance(answer, float) and isinf(answer) for answer in answers):
        words.append("inf")
    lists = [answer for answer in answers if isinstance(answer, list | tuple)]
    return Due(
        numbers=any(isinstance(answer, int | float | str) and not isinstance(answer, bool) for answer in answers[:-1])
        or (isinstance(right, int | float) and not isinstance(right, bool)),
        lists=any(not _of_rows(answer) for answer in lists),
        rows=any(_of_rows(answer) for answer in lists),
        words=tuple({word.lower(): word for word in words}.values()),
    )


def with_point(got: Parsed) -> str:
    """`0.5` for `0,5`; nothing for what is no two whole numbers."""
    if got.layout != (2,):
        return ""
    before, after = got.nodes
    sign = "-" if isinstance(before, Apply) and before.operation == "neg" else ""
    head = before.arguments[0] if sign and isinstance(before, Apply) else before
    whole = [part.text for part in (head, after) if isinstance(part, Number) and _DIGITS.fullmatch(part.text)]
    return f"{sign}{'.'.join(whole)}" if len(whole) == 2 else ""


def _word(answer: Any) -> str:
    return str(answer["word"]) if isinstance(answer, dict) else ""


def _of_rows(answer: Any) -> bool:
    return bool(answer) and all(isinstance(row, list | tuple) for row in answer)
