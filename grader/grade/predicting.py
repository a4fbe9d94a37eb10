"""A predicted value beside the right one."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from grader.answers import apart, authors_value, due_of, known_mistakes, number_of, parse_numbers, same_value, told
from grader.grade.diagnosing import mistake_code
from grader.grade.typed import Found
from grader.model.answers import Gap
from grader.model.enums import Certainty, Fact
from grader.model.report import Diagnosis, Remark

if TYPE_CHECKING:
    from grader.answers import Parsed, Posed, Sameness
    from grader.model.typed import KnownAnswer, PredictContent

ALIKE: Final = 1e-9
"""How far values may be apart, relative to them, that count as one."""


def predicted(content: PredictContent, posed: Posed, text: str) -> Found:
    """What can be said of a value.

    Raises:
        AnswerError: if it cannot be read.
        ContentError: if the author's own has no value.
    """
    right = right_value(content, posed)
    got = parse_numbers(text, due_of(content, right))
    outcome = same_value(got, right, rtol=content.rtol, atol=content.atol, share=content.share)
    typed: dict[str, Any] = {"read_as": got.plain, "formula": got.latex, "notes": tuple(Remark(note) for note in got.notes)}
    if outcome.same:
        return Found(typed=typed)
    if content.params:  # the next question has other numbers, so that nothing is given away
        typed["expected"] = shown_value(right)
    return Found(fact=Fact.OTHER_VALUE, typed=typed, diagnosis=_diagnosis(content, posed, got, right, outcome))


def right_value(content: PredictContent, posed: Posed) -> Any:
    """The right answer to a question: a number, a list of numbers, or a word.

    Raises:
        ContentError: if it has no value.
    """
    own = posed.variant.answer if posed.variant is not None else None
    return authors_value(content.answer if own is None else own, posed.values, "answer")


def shown_value(value: Any) -> str:
    """As a learner would type it, to ten digits."""
    if isinstance(value, list):
        return f"[{', '.join(map(shown_value, value))}]"
    return f"{value:.10g}" if isinstance(value, float) else str(value)


def _diagnosis(content: PredictContent, posed: Posed, got: Parsed, right: Any, outcome: Sameness) -> Diagnosis | None:
    """A known mistake that does not happen to be right here, else what the numbers say about why."""
    tolerant = content.rtol > 0 or content.atol > 0
    # The right answer to fewer digits is that first, whichever mistake comes to nearly the same.
    known = None if tolerant and outcome.gap is Gap.ROUNDED else _mistake(content, posed, got, right)
    if known is not None:
        return known
    from grader.words.learner.typed import value_gap

    if outcome.gap in (None, Gap.VALUE) or (outcome.gap is Gap.KIND and _several_kinds(content)):
        return None
    assert outcome.gap is not None
    return Diagnosis(str(outcome.gap), value_gap(outcome.gap, outcome.facts), Certainty.CERTAIN)


def _mistake(content: PredictContent, posed: Posed, got: Parsed, right: Any) -> Diagnosis | None:
    """The known mistake that comes nearest, among those within the tolerance; not certain where another comes to the same."""
    values = {**posed.values, "answer": right}
    found: list[tuple[float, KnownAnswer, Any]] = []
    for mistake in known_mistakes(content, posed):
        known = authors_value(mistake.answer, values, f"mistakes ({mistake.name})")
        told_apart = not same_value(number_of(known), right, rtol=content.rtol, atol=content.atol).same
        if told_apart and same_value(got, known, rtol=max(content.rtol, ALIKE), atol=content.atol).same:
            found.append((apart(got, known), mistake, known))
    if not found:
        return None
    _, mistake, value = min(found, key=lambda one: one[0])
    tied = any(other.says != mistake.says and same_value(number_of(known), value, rtol=ALIKE).same for _, other, known in found)
    certainty = Certainty.LIKELY if tied else Certainty.CERTAIN
    says = told(content, mistake.says, posed.values)
    return Diagnosis(mistake_code(mistake.name), " ".join(says.split()), certainty)


def _several_kinds(content: PredictContent) -> bool:
    """Whether some questions are answered by a word and others not: which of them this is, is part of the answer."""
    answers = [content.answer, *(variant.answer for variant in content.variants)]
    return len({isinstance(answer, dict) for answer in answers if answer is not None}) > 1
