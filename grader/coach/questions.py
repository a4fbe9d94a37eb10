"""Which question of a typed exercise a learner is at. A graded attempt uses a question up; the next one has the next number."""

from __future__ import annotations

from typing import TYPE_CHECKING

from grader.model.enums import Verdict

if TYPE_CHECKING:
    from grader.model.exercise import Exercise
    from grader.store import Store

_ANSWERED = (Verdict.PASS, Verdict.WRONG)


def question_number(exercise: Exercise, store: Store) -> int:
    """The question to show: the one after the last that was answered."""
    return _last(exercise, store)[0] + 1


def question_meant(exercise: Exercise, store: Store, text: str) -> int:
    """The question that a text answers: while it stays what it was at the last check, that check's."""
    number, answer = _last(exercise, store)
    return number if number and answer == text else number + 1


def _last(exercise: Exercise, store: Store) -> tuple[int, str]:
    """The last question that was answered, and the text that did; 0 where there is none."""
    answered = [attempt for attempt in store.attempts(exercise.key) if attempt.verdict in _ANSWERED and attempt.seed]
    last = max(answered, key=lambda attempt: (attempt.seed or 0, attempt.id), default=None)
    return (last.seed or 0, last.answer) if last is not None else (0, "")
