"""An expression beside the right one: equal or not, which known mistake it is, or how it is related to the right one."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from grader.answers import (
    equivalent,
    expression,
    feedback,
    known_mistakes,
    symbols_of,
    told,
    with_numbers,
)
from grader.grade.diagnosing import mistake_code
from grader.grade.typed import Found
from grader.model.answers import Agreement, AnswerError
from grader.model.enums import Certainty, Fact
from grader.model.errors import ContentError
from grader.model.report import Diagnosis, Remark

if TYPE_CHECKING:
    from grader.answers import Equivalence, Parsed, Posed
    from grader.model.typed import DeriveContent


def derived(content: DeriveContent, posed: Posed, text: str) -> Found:
    """What can be said of an expression.

    Raises:
        AnswerError: if it cannot be read.
        ContentError: if the author's own cannot be.
    """
    got = expression(content, text)
    expected = right_expression(content, posed)
    symbols, seed = symbols_of(content), posed.number
    outcome = equivalent(got, expected, symbols, seed=seed)
    typed: dict[str, Any] = {"read_as": got.plain, "formula": got.latex, "notes": tuple(Remark(note) for note in got.notes)}
    if outcome.verdict is Agreement.EQUAL:
        flags = tuple(Remark(flag) for flag in outcome.flags)
        return Found(typed={**typed, "notes": (*typed["notes"], *flags)})
    if outcome.verdict is Agreement.UNDECIDED:
        return Found(fact=Fact.NOT_DECIDED, typed=typed)
    return Found(
        fact=Fact.NOT_EQUAL,
        typed={**typed, **_differs(outcome)},
        diagnosis=_diagnosis(content, posed, got, expected, _entry(outcome)),
    )


def right_expression(content: DeriveContent, posed: Posed) -> Parsed:
    """The right answer to a question.

    Raises:
        ContentError: if it cannot be read.
    """
    answer = posed.variant.answer if posed.variant is not None and posed.variant.answer is not None else content.answer
    return authors_expression(content, posed, answer, "answer")


def authors_expression(content: DeriveContent, posed: Posed, answer: Any, path: str) -> Parsed:
    """An expression of the author, with the params of a question in it.

    Raises:
        ContentError: if it cannot be read.
    """
    texts = [with_numbers(part, posed.values) for part in ((answer,) if isinstance(answer, str) else answer)]
    try:
        return expression(content, texts[0] if isinstance(answer, str) else texts)
    except AnswerError as error:
        raise ContentError(path, f"`{answer}` ({error.fault})", "an expression that can be read") from None


def _differs(outcome: Equivalence) -> dict[str, Any]:
    """A point where they differ, with both values."""
    seen = outcome.witness
    if seen is None:
        return {}
    sizes = {name: str(length) for name, length in seen.dims.items()}
    wrong = _entry(outcome)
    at = f" (entry {wrong})" if wrong else f" (entry {list(seen.at)})" if seen.at else ""
    return {"at": {**sizes, **seen.point}, "got": (seen.got or "no value") + at, "expected": seen.expected}


def _entry(outcome: Equivalence) -> int:
    """Of a list: the first entry that differs, counted from 1; 0 for a single expression."""
    return next((number for number, verdict in enumerate(outcome.entries, 1) if verdict is Agreement.DIFFERENT), 0)


def _diagnosis(content: DeriveContent, posed: Posed, got: Parsed, expected: Parsed, entry: int) -> Diagnosis | None:
    """A known mistake, else how the answer is related to the right one, else nothing."""
    from grader.words.learner.typed import answer_hint

    symbols = symbols_of(content)
    for mistake in known_mistakes(content, posed):
        known = authors_expression(content, posed, mistake.answer, f"mistakes ({mistake.name})")
        if equivalent(got, known, symbols, seed=posed.number, shown=False).verdict is Agreement.EQUAL:
            says = told(content, mistake.says, posed.values)
            return Diagnosis(mistake_code(mistake.name), " ".join(says.split()), Certainty.CERTAIN)
    hint = feedback(got, expected, symbols, seed=posed.number)
    if hint is None:
        return None
    said = answer_hint(hint.code, hint.facts)
    if hint.inner is not None:
        said += f"; entry {entry}: {answer_hint(hint.inner.code, hint.inner.facts)}"
    return Diagnosis(str(hint.code), said, Certainty.CERTAIN)
